package io.actor.test.tape;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a run tells about itself; thrown away except when a failure is told. */
final class Notes {

	static final Notes SILENT = new Notes(null);

	private final @Nullable List<String> lines;

	private Notes(@Nullable List<String> lines) {
		this.lines = lines;
	}

	static Notes kept() {
		return new Notes(new ArrayList<>());
	}

	/** Writes the value out at once, as it may change later. */
	void add(String label, @Nullable Object value) {
		if (this.lines != null) {
			this.lines.add(label + " = " + value);
		}
	}

	List<String> lines() {
		return (this.lines != null) ? List.copyOf(this.lines) : List.of();
	}

}
