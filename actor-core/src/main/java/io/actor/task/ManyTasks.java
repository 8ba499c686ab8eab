package io.actor.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/** Several tasks of one owner that are waited for together. */
final class ManyTasks<T> {

	private final List<Task<T>> tasks;

	private final Map<Ref, Task<T>> waiting = new LinkedHashMap<>();

	private final Map<Ref, Outcome<T>> outcomes = new HashMap<>();

	ManyTasks(List<Task<T>> tasks, String operation) {
		this.tasks = List.copyOf(tasks);
		for (Task<T> task : this.tasks) {
			task.owned(operation);
			this.waiting.put(task.ref(), task);
		}
	}

	List<T> await(Duration timeout) {
		boolean all = collect(timeout, this.waiting.size(), true);
		if (!all) {
			int missing = this.waiting.size();
			forgetAll();
			throw new TaskException(missing + " of " + this.tasks.size() + " tasks have no result after " + timeout,
					TaskException.TIMEOUT);
		}
		List<T> values = new ArrayList<>();
		for (Task<T> task : this.tasks) {
			Outcome<T> outcome = outcome(task).orElseThrow();
			if (outcome instanceof Outcome.Exited<T>(ExitReason reason)) {
				throw task.failed(reason);
			}
			values.add(outcome.orElseThrow());
		}
		return values;
	}

	List<Yielded<T>> yield(YieldOptions options) {
		collect(options.timeout(), Math.min(options.limit(), this.waiting.size()), false);
		List<Yielded<T>> result = new ArrayList<>();
		for (Task<T> task : this.tasks) {
			Optional<Outcome<T>> known = outcome(task);
			result.add(new Yielded<>(task, known.isPresent() ? known : giveUp(task, options.onTimeout())));
		}
		return result;
	}

	private static <T> Optional<Outcome<T>> giveUp(Task<T> task, YieldOptions.OnTimeout what) {
		return switch (what) {
			case NOTHING -> Optional.empty();
			case IGNORE -> task.ignore();
			case KILL_TASK -> task.kill();
		};
	}

	/**
	 * Takes outcomes until there are enough.
	 * @return false if the time is over before
	 */
	private boolean collect(Duration timeout, int enough, boolean untilFailure) {
		if (enough == 0) {
			return true;
		}
		Process self = Task.current();
		long deadline = self.processes().deadline(timeout);
		while (this.outcomes.size() < enough) {
			Object message = self
				.receive(Object.class, (each) -> refOf(each) != null, Task.left(self.processes(), deadline))
				.orElse(null);
			Ref ref = (message != null) ? refOf(message) : null;
			Task<T> task = (ref != null) ? this.waiting.remove(ref) : null;
			if (message == null || ref == null || task == null) {
				return false;
			}
			Outcome<T> outcome = task.taken(message);
			if (untilFailure && outcome instanceof Outcome.Exited<T>(ExitReason reason)) {
				forgetAll();
				throw task.failed(reason);
			}
			this.outcomes.put(ref, outcome);
		}
		return true;
	}

	/** Which waiting task a message is of, or null. */
	private @Nullable Ref refOf(Object message) {
		Ref ref = switch (message) {
			case TaskReply<?> reply -> reply.task();
			case Down down -> down.monitor();
			default -> null;
		};
		return (ref != null && this.waiting.containsKey(ref)) ? ref : null;
	}

	private Optional<Outcome<T>> outcome(Task<T> task) {
		return Optional.ofNullable(this.outcomes.get(task.ref()));
	}

	private void forgetAll() {
		this.waiting.values().forEach(Task::forget);
	}

}
