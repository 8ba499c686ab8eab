package io.actor.test.tape;

import java.util.List;

/**
 * The smallest case found for which a property does not hold.
 *
 * @param seed the seed whose case failed first
 * @param original what that seed had chosen
 * @param smallest the smallest choices for which the same check fails
 * @param notes what the property has noted about the smallest case
 * @param cause what it threw there
 */
public record Counterexample(long seed, Recording original, Shrunk smallest, List<String> notes, Throwable cause) {

	public Counterexample {
		notes = List.copyOf(notes);
	}

	String describe() {
		StringBuilder text = new StringBuilder();
		text.append("  smallest case (")
			.append(this.smallest.recording().size())
			.append(" choices of ")
			.append(this.original.size())
			.append(", ")
			.append(this.smallest.attempts())
			.append(this.smallest.finished() ? " runs):\n" : " runs, could be smaller):\n");
		this.notes.forEach((note) -> text.append("    ").append(note).append('\n'));
		if (this.notes.isEmpty()) {
			this.smallest.recording().text().lines().forEach((line) -> text.append("    ").append(line).append('\n'));
		}
		return text.append("  ").append(this.cause).toString();
	}

}
