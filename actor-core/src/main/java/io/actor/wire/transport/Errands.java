package io.actor.wire.transport;

import org.jspecify.annotations.Nullable;

/**
 * What a thread that reads does besides: to hand over bytes makes something runnable, and
 * for a small thing it takes longer to wake another thread than to do it.
 */
public interface Errands {

	/**
	 * The current thread is about to hand over bytes.
	 * @param count how many
	 * @param beforeWaiting to be called, on this thread, before it waits in what
	 * {@link #end} returns; null if nothing must be returned
	 */
	void begin(int count, @Nullable Runnable beforeWaiting);

	/**
	 * The bytes have been handed over.
	 * @return what is left to the current thread, or null. It may take long and wait:
	 * another thread reads meanwhile
	 */
	@Nullable Runnable end();

}
