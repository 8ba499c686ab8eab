package io.actor.statemachine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The timeouts of a state machine that run: at most one of each kind. Those of zero have
 * no timer; they wait in a queue of their own, behind every event that is known.
 */
final class Timeouts {

	private final Surroundings surroundings;

	private final Map<TimeoutKind, Alarm> running = new HashMap<>(4);

	/** Those whose time is zero, in the order in which they come. */
	private final Deque<Alarm> due = new ArrayDeque<>(4);

	Timeouts(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	/**
	 * Goes on with those that run elsewhere; there is none of zero between two events.
	 */
	void takeOver(Timeouts before) {
		this.running.putAll(before.running);
	}

	/** Does what a list of actions asks for; of each kind only the last. */
	void apply(List<Action.TimeoutAction> actions) {
		if (actions.size() < 2) {
			actions.forEach(this::apply);
			return;
		}
		Set<TimeoutKind> seen = new HashSet<>();
		Deque<Action.TimeoutAction> last = new ArrayDeque<>();
		for (Action.TimeoutAction action : actions.reversed()) {
			if (seen.add(action.kind())) {
				last.addFirst(action);
			}
		}
		last.forEach(this::apply);
	}

	private void apply(Action.TimeoutAction action) {
		switch (action) {
			case Action.SetTimeout set when set.after().isZero() -> comesNow(set.kind(), set.content());
			case Action.SetTimeout set -> {
				Alarm alarm = replace(set.kind(), set.content());
				alarm.timer = this.surroundings.startTimer(set.after(), alarm);
			}
			case Action.SetDeadline set -> {
				Alarm alarm = replace(set.kind(), set.content());
				alarm.timer = this.surroundings.startTimerAt(set.deadline(), alarm);
			}
			case Action.CancelTimeout cancel -> cancel(cancel.kind());
			case Action.UpdateTimeout update -> {
				Alarm alarm = this.running.get(update.kind());
				if (alarm != null) {
					alarm.content = update.content();
				}
				else {
					comesNow(update.kind(), update.content());
				}
			}
		}
	}

	private void comesNow(TimeoutKind kind, Object content) {
		this.due.addLast(replace(kind, content));
	}

	private Alarm replace(TimeoutKind kind, Object content) {
		cancel(kind);
		Alarm alarm = new Alarm(kind, content);
		this.running.put(kind, alarm);
		return alarm;
	}

	void cancel(TimeoutKind kind) {
		Alarm alarm = this.running.remove(kind);
		if (alarm == null) {
			return;
		}
		Object timer = alarm.timer;
		if (timer != null) {
			this.surroundings.cancelTimer(timer);
		}
		else {
			this.due.remove(alarm);
		}
	}

	/** The next timeout of zero, or null; it no longer runs. */
	@Nullable Alarm takeDue() {
		Alarm alarm = this.due.pollFirst();
		if (alarm != null) {
			this.running.remove(alarm.kind());
		}
		return alarm;
	}

	/**
	 * Its timer says that the time is over.
	 * @return false if it has been cancelled or started anew since
	 */
	boolean take(Alarm alarm) {
		return this.running.remove(alarm.kind(), alarm);
	}

}
