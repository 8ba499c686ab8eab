package io.actor.test.simulation;

import java.util.function.Consumer;

/**
 * Makes strands. Two ways exist: virtual threads on an executor of our own, which also
 * bring back what waits in locks, queues and futures, but need the JVM flag
 * {@code --add-opens java.base/java.lang=ALL-UNNAMED}; and ordinary threads that pass a
 * baton, which need nothing but control only the waits of the library.
 */
interface Strands {

	/** The name of the way, for reports. */
	String mode();

	/**
	 * A strand that runs this code when it is first resumed.
	 * @param woken hears of a strand whose wait in foreign code is over; any thread
	 */
	Strand create(String name, Runnable code, Consumer<Strand> woken);

	/** The better way this JVM allows. */
	static Strands best() {
		return ExecutorStrands.AVAILABLE ? new ExecutorStrands() : new BatonStrands();
	}

}
