package io.actor.task;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * The reading side of a stream of tasks. Each read first gives what is ready; only when
 * nothing is are free places filled from the inputs and a result waited for. So a reader
 * that does not read lets no new task start.
 */
final class AsyncStream<I, R> implements Spliterator<Outcome<R>>, AutoCloseable {

	private final Iterable<? extends I> source;

	private final TaskFunction<? super I, ? extends R> function;

	private final AsyncStreamOptions options;

	private final Launcher launcher;

	private @Nullable Reading reading;

	private boolean closed;

	/** Starts one task, owned by the current process. */
	@FunctionalInterface
	interface Start {

		Task<Object> start(Callable<Object> work);

	}

	/**
	 * How tasks are started.
	 *
	 * @param how starts one
	 * @param linked whether they are linked with their owner
	 */
	record Launcher(Start how, boolean linked) {

		Task<Object> start(Callable<Object> work) {
			return this.how.start(work);
		}
	}

	private AsyncStream(Iterable<? extends I> source, TaskFunction<? super I, ? extends R> function,
			AsyncStreamOptions options, Launcher launcher) {
		this.source = Objects.requireNonNull(source, "inputs");
		this.function = Objects.requireNonNull(function, "function");
		this.options = Objects.requireNonNull(options, "options");
		this.launcher = launcher;
	}

	static <I, R> Stream<Outcome<R>> of(Iterable<? extends I> inputs, TaskFunction<? super I, ? extends R> function,
			AsyncStreamOptions options, Launcher launcher) {
		AsyncStream<I, R> stream = new AsyncStream<>(inputs, function, options, launcher);
		return StreamSupport.stream(stream, false).onClose(stream::close);
	}

	@Override
	public boolean tryAdvance(Consumer<? super Outcome<R>> action) {
		Reading current = current();
		if (current == null) {
			return false;
		}
		try {
			Outcome<R> next = current.next();
			if (next == null) {
				close();
				return false;
			}
			action.accept(next);
			return true;
		}
		catch (RuntimeException | Error ex) {
			closeAfter(ex);
			throw ex;
		}
	}

	private @Nullable Reading current() {
		if (this.closed) {
			return null;
		}
		Reading current = this.reading;
		if (current == null) {
			current = new Reading(Task.current(), this.source.iterator());
			this.reading = current;
		}
		current.checkReader();
		return current;
	}

	/** The failure counts, not what closing after it may find. */
	private void closeAfter(Throwable failure) {
		try {
			close();
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

	@Override
	public void close() {
		Reading current = this.reading;
		if (!this.closed && current != null) {
			current.checkReader();
			this.closed = true;
			current.close();
		}
		this.closed = true;
	}

	@Override
	public @Nullable Spliterator<Outcome<R>> trySplit() {
		return null;
	}

	@Override
	public long estimateSize() {
		return Long.MAX_VALUE;
	}

	@Override
	public int characteristics() {
		return this.options.ordered() ? (ORDERED | NONNULL) : NONNULL;
	}

	/** A stream that somebody reads. */
	private final class Reading {

		private final Process reader;

		private final Iterator<? extends I> inputs;

		private final Ref stream;

		private final Pid runner;

		private final Ref monitor;

		/** Results that are not given yet, by position. */
		private final Map<Long, Outcome<R>> ready = new HashMap<>();

		private int running;

		private long started;

		private long given;

		private boolean exhausted;

		private Reading(Process reader, Iterator<? extends I> inputs) {
			this.reader = reader;
			this.inputs = inputs;
			this.stream = reader.processes().newRef();
			boolean fatal = AsyncStream.this.launcher.linked() && !reader.processes().trapsExits(reader.pid());
			this.runner = reader
				.spawnLink(new StreamRunner(new StreamRunner.Plan(this.stream, reader.pid(), AsyncStream.this.launcher,
						AsyncStream.this.options.timeout(), AsyncStream.this.options.zipInputOnExit(), fatal)));
			this.monitor = reader.monitor(this.runner);
		}

		void checkReader() {
			Process self = Process.current();
			if (self != this.reader) {
				throw new IllegalArgumentException(
						"This stream of tasks is read by " + this.reader.pid().toLocalString()
								+ " and by nobody else: its results are messages to that process");
			}
		}

		/** The next outcome; null if there are no more. */
		@Nullable Outcome<R> next() {
			while (true) {
				Outcome<R> outcome = this.ready.remove(this.given);
				if (outcome != null) {
					this.given++;
					return outcome;
				}
				fill();
				if (this.running == 0) {
					return null;
				}
				take(this.reader.receive(Object.class, this::concerns));
			}
		}

		private void fill() {
			while (!this.exhausted && this.running < AsyncStream.this.options.maxConcurrency()) {
				if (!this.inputs.hasNext()) {
					this.exhausted = true;
					return;
				}
				I input = Objects.requireNonNull(this.inputs.next(), "A stream of tasks has no input that is null");
				this.running++;
				this.reader.send(this.runner,
						new StreamRunner.Start(this.started++, input, () -> AsyncStream.this.function.apply(input)));
			}
		}

		private boolean concerns(Object message) {
			return switch (message) {
				case StreamEvent event -> event.stream().equals(this.stream);
				case Down down -> down.monitor().equals(this.monitor);
				default -> false;
			};
		}

		@SuppressWarnings("unchecked")
		private void take(Object message) {
			switch (message) {
				case StreamEvent.Finished finished -> {
					if (finished.late() && AsyncStream.this.options.onTimeout() == AsyncStreamOptions.OnTimeout.EXIT) {
						throw new TaskException(
								"A task of a stream took longer than " + AsyncStream.this.options.timeout(),
								TaskException.TIMEOUT);
					}
					this.running--;
					long place = AsyncStream.this.options.ordered() ? finished.position()
							: this.given + this.ready.size();
					this.ready.put(place, (Outcome<R>) finished.outcome());
				}
				case StreamEvent.NotStarted notStarted -> throw notStarted.failure();
				case Down down -> throw gone(down.reason());
				default -> throw new IllegalArgumentException("Not of this stream: " + message);
			}
		}

		/** A reader that traps exits hears so of a runner that was told to end. */
		private TaskException gone(ExitReason reason) {
			return new TaskException("A stream of tasks ended: " + reason, reason);
		}

		void close() {
			this.reader.send(this.runner, new StreamRunner.Stop());
			// Another monitor: if the runner has failed, the Down of the first is taken.
			Ref end = this.reader.monitor(this.runner);
			this.reader.receive(Down.class, (down) -> down.monitor().equals(end));
			this.reader.demonitorFlush(this.monitor);
			this.reader.unlink(this.runner);
			boolean more = true;
			while (more) {
				more = this.reader.receive(Object.class, this::left, Duration.ZERO).isPresent();
			}
		}

		/** What may be left of this stream in the mailbox. */
		private boolean left(Object message) {
			return switch (message) {
				case StreamEvent event -> event.stream().equals(this.stream);
				case Exit exit -> exit.from().equals(this.runner);
				default -> false;
			};
		}

	}

}
