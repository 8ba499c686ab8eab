package io.actor.process;

/**
 * What a server process does with its messages: the hooks a behaviour such as GenServer
 * builds on. All methods run in the process itself, one at a time.
 */
public interface Behaviour {

	/** Runs once, before the first message. An exception ends the process. */
	void start(Process self) throws Exception;

	/** Handles one message. An exception ends the process. */
	void handle(Process self, Message message) throws Exception;

	/**
	 * Runs when the process has ended, after its names are free and before its links and
	 * monitors hear of it. Also runs for a process that was killed, then perhaps on
	 * another thread and while the last handler is still unwinding.
	 */
	void ended(Process self, ExitReason reason);

	/** Whether it waits in hibernation; for people, from any thread. */
	default boolean hibernates() {
		return false;
	}

	/** What kind of process this is, for people: {@code server}, {@code supervisor}. */
	String kind();

	/** The user's class behind it, for people. */
	Class<?> type();

}
