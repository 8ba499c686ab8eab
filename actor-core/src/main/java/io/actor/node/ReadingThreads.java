package io.actor.node;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;
import io.actor.scheduler.Turn;
import io.actor.wire.transport.Errands;

import org.jspecify.annotations.Nullable;

/**
 * The threads that serve streams: they never wait for a peer. One that has read a few
 * messages of a peer runs the process they are for; with many bytes the messages are
 * handled beside the reading.
 */
final class ReadingThreads implements Errands {

	/** More bytes than this are not a question or an answer, but a stream. */
	private static final int FEW = 4 * 1024;

	private final Consumer<Runnable> beginErrand;

	private final Supplier<@Nullable Runnable> endErrand;

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	/**
	 * None so far.
	 * @param beginErrand {@link ActorScheduler#beginErrand}
	 * @param endErrand {@link ActorScheduler#endErrand}
	 */
	ReadingThreads(Consumer<Runnable> beginErrand, Supplier<@Nullable Runnable> endErrand) {
		this.beginErrand = beginErrand;
		this.endErrand = endErrand;
	}

	/** The current thread is one of them. */
	void add() {
		this.threads.add(Thread.currentThread());
	}

	/** Whether the current one is, and runs no process, which may wait as any other. */
	boolean current() {
		return this.threads.contains(Thread.currentThread()) && Turn.current().task() == null;
	}

	/** The thread of the timers is one of them. */
	void addTimers(ActorTimers timers, ActorClock clock) {
		timers.schedule(new Timer(clock.nanoTime()) {
			@Override
			protected void expire() {
				add();
			}
		});
	}

	@Override
	public void begin(int count, @Nullable Runnable beforeWaiting) {
		add();
		if (beforeWaiting != null && count <= FEW) {
			this.beginErrand.accept(beforeWaiting);
		}
	}

	@Override
	public @Nullable Runnable end() {
		return this.endErrand.get();
	}

}
