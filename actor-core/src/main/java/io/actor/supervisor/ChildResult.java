package io.actor.supervisor;

import io.actor.process.ExitReason;
import io.actor.term.Pid;

/** The answer of a supervisor to a request about a child. */
public sealed interface ChildResult {

	/**
	 * It runs.
	 *
	 * @param pid its process
	 */
	record Started(Pid pid) implements ChildResult {
	}

	/**
	 * It runs, and its start function had more to say ({@code {ok, Pid, Info}}); see
	 * {@link Starter#telling}.
	 *
	 * @param pid its process
	 * @param info what the start function said
	 */
	record StartedWith(Pid pid, Object info) implements ChildResult {
	}

	/** Done, and no process to speak of: stopped, deleted, or its start was ignored. */
	record Done() implements ChildResult {
	}

	/**
	 * Refused, with OTP's word for it: {@code not_found}, {@code running},
	 * {@code restarting}, {@code already_present}, {@code {already_started, Pid}},
	 * {@code max_children}, {@code simple_one_for_one}, {@code {bad_combination, _}}, or
	 * why the child did not start.
	 *
	 * @param reason why
	 */
	record Refused(ExitReason reason) implements ChildResult {

		static Refused named(String reason) {
			return new Refused(ExitReason.named(reason));
		}

	}

	/** The child's process, or an exception that says why there is none. */
	default Pid orElseThrow() {
		return switch (this) {
			case Started(Pid pid) -> pid;
			case StartedWith(Pid pid, Object info) -> pid;
			case Done() -> throw new IllegalStateException("The child was started but has nothing to run");
			case Refused(ExitReason reason) -> throw new IllegalStateException("The child was not started: " + reason);
		};
	}

}
