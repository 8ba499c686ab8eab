package io.actor.gen;

import java.util.Optional;

import io.actor.term.Pid;

/**
 * Something a server did with a message, as debug functions, trace and log see it
 * ({@code sys:system_event()}). Its text is the line that a trace prints.
 */
public sealed interface SystemEvent {

	/**
	 * A message came. System requests make no events.
	 *
	 * @param kind how it was sent
	 * @param message the message; what came from another node is a term
	 * @param from who called, if it is a call and a process made it
	 */
	record In(Kind kind, Object message, Optional<Pid> from) implements SystemEvent {

		@Override
		public String toString() {
			String text = Reports.print(this.message);
			return switch (this.kind) {
				case CALL -> "got call " + text + this.from.map((pid) -> " from " + pid).orElse("");
				case CAST -> "got cast " + text;
				case INFO -> "got " + text;
			};
		}
	}

	/**
	 * The call was answered by what the callback returned. An answer given later, with
	 * {@link From#reply}, is not seen, as in OTP.
	 *
	 * @param reply the answer
	 * @param to who called, if a process did
	 * @param state the state now, if the server is {@link Stateful}
	 */
	record Out(Object reply, Optional<Pid> to, Optional<Object> state) implements SystemEvent {

		@Override
		public String toString() {
			return "sent " + Reports.print(this.reply) + this.to.map((pid) -> " to " + pid).orElse("")
					+ this.state.map((now) -> ", new state " + Reports.print(now)).orElse("");
		}
	}

	/**
	 * The message was handled without an answer.
	 *
	 * @param state the state now, if the server is {@link Stateful}
	 */
	record NoReply(Optional<Object> state) implements SystemEvent {

		@Override
		public String toString() {
			return this.state.map((now) -> "new state " + Reports.print(now)).orElse("did not reply");
		}
	}

	/**
	 * A callback asked for a continuation, which begins.
	 *
	 * @param with its argument
	 */
	record Continue(Object with) implements SystemEvent {

		@Override
		public String toString() {
			return "continues with " + Reports.print(this.with);
		}
	}

	/** How a message was sent. */
	enum Kind {

		/** Somebody may be waiting for an answer. */
		CALL,

		/** With {@link ServerRef#cast}. */
		CAST,

		/** In any other way. */
		INFO

	}

}
