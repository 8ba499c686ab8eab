package io.actor.statemachine;

import org.jspecify.annotations.Nullable;

/**
 * One start of a timeout. As a message it says that its time is over, which counts only
 * if it is still the one that runs: what was cancelled or started anew after its message
 * had been sent is another object.
 */
final class Alarm {

	private final TimeoutKind kind;

	/** What the event carries; an update changes it. */
	Object content;

	/** What cancels it, or null if its time is zero and no timer runs. */
	@Nullable Object timer;

	Alarm(TimeoutKind kind, Object content) {
		this.kind = kind;
		this.content = content;
	}

	TimeoutKind kind() {
		return this.kind;
	}

	<S, Q, C> Event<S, Q, C> event() {
		return switch (this.kind) {
			case TimeoutKind.OfEvent() -> new Event.EventTimeout<>(this.content);
			case TimeoutKind.OfState() -> new Event.StateTimeout<>(this.content);
			case TimeoutKind.Named(Object name) -> new Event.NamedTimeout<>(name, this.content);
		};
	}

	@Override
	public String toString() {
		return "Alarm[" + this.kind + ", " + this.content + "]";
	}

}
