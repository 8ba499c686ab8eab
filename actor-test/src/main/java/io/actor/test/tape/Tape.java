package io.actor.test.tape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All random choices of a run: drawn from a seed, recorded by purpose, and played again.
 * The same seed gives the same choices on every JVM and in every later version.
 *
 * <p>
 * A purpose names what its choices decide ("delay", "reset", "schedule"), so that one
 * kind of choice can be taken away from a recording without disturbing the others. Not
 * for several threads at once: a run that has many hands the tape from one to the next.
 */
public final class Tape {

	private static final long[] NOTHING = {};

	private final long seed;

	private final SortedMap<String, long[]> played;

	private final boolean replay;

	private final Map<String, Choices> choices = new HashMap<>();

	private final Notes notes;

	private Tape(long seed, SortedMap<String, long[]> played, boolean replay, Notes notes) {
		this.seed = seed;
		this.played = played;
		this.replay = replay;
		this.notes = notes;
	}

	/**
	 * Fresh choices; every purpose has its own stream, seeded by this seed and its name.
	 */
	public static Tape of(long seed) {
		return new Tape(seed, new TreeMap<>(), false, Notes.SILENT);
	}

	/**
	 * Plays recorded choices. Past the end of a stream, and for a purpose that was not
	 * recorded, every choice is the simplest one; a recorded value that is too great for
	 * what is asked is lowered to the greatest allowed.
	 */
	public static Tape replay(Recording recording) {
		return new Tape(recording.seed(), recording.streams(), true, Notes.SILENT);
	}

	/** Plays recorded choices and keeps what is noted. */
	static Tape telling(Recording recording) {
		return new Tape(recording.seed(), recording.streams(), true, Notes.kept());
	}

	/** What the choices were drawn from, at first. */
	public long seed() {
		return this.seed;
	}

	/** The choices of one purpose: a stream of its own, the same object each time. */
	public Choices choices(String purpose) {
		Choices known = this.choices.get(purpose);
		if (known == null) {
			known = this.replay ? Choices.played(this.played.getOrDefault(purpose, NOTHING), this.notes)
					: Choices.drawn(Mix.start(this.seed, purpose), this.notes);
			this.choices.put(purpose, known);
		}
		return known;
	}

	/**
	 * What has been chosen so far. Played again it gives the same run; for a tape that
	 * was itself a replay it holds what was asked for, and no more.
	 */
	public Recording recording() {
		SortedMap<String, long[]> streams = new TreeMap<>();
		this.choices.forEach((purpose, stream) -> streams.put(purpose, stream.recorded()));
		return new Recording(this.seed, streams);
	}

	/** What was noted, in order; empty unless the tape is telling. */
	List<String> notes() {
		return this.notes.lines();
	}

}
