package io.actor.supervisor;

import java.time.Duration;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Tuple;

/** How a child is stopped. */
public sealed interface Shutdown {

	/** Told to shut down, and given as long as it wants; the default of supervisors. */
	Shutdown INFINITY = new Infinity();

	/** Killed at once. */
	Shutdown BRUTAL_KILL = new BrutalKill();

	/** Told to shut down, and killed after five seconds; the default of workers. */
	Shutdown DEFAULT = new After(Duration.ofSeconds(5));

	/** Told to shut down, and killed after this time. */
	static Shutdown after(Duration timeout) {
		return new After(timeout);
	}

	/** Killed at once. */
	record BrutalKill() implements Shutdown {
	}

	/** Waited for. */
	record Infinity() implements Shutdown {
	}

	/**
	 * Waited for, then killed.
	 *
	 * @param timeout how long it may take
	 */
	record After(Duration timeout) implements Shutdown {

		public After {
			if (timeout.isNegative()) {
				throw BadSpecException.child("A shutdown timeout is not negative: " + timeout,
						Tuple.of(Atom.of("invalid_shutdown"), Binary.utf8(timeout.toString())));
			}
		}
	}

}
