package io.actor.process;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.actor.term.Destination;
import io.actor.term.Pid;

/**
 * What the runtime has to tell of a process, as data: OTP's crash, terminate, supervisor
 * and progress reports. Each is also a line in the log; see {@link Reports}. Values in it
 * are those of the process itself, to be looked at and not changed.
 */
public sealed interface Report {

	/** The process that ended, or the supervisor that tells of a child. */
	Pid pid();

	/** The registered name of that process, if it has one. */
	Optional<String> name();

	/** Whether code threw or wanted to end; Erlang's classes of exceptions. */
	enum ErrorClass {

		/** The code of the process threw something it did not mean to. */
		ERROR,

		/** The process ended itself with a reason. */
		EXIT

	}

	/**
	 * A process started by {@code proc_lib}'s rules, so every server, ended abnormally by
	 * itself ({@code proc_lib}'s crash report). There is none for {@code normal},
	 * {@code shutdown} and {@code {shutdown, _}}, and none for a process ended by a
	 * signal.
	 *
	 * @param process the process at its end
	 * @param label what it was labelled, see {@link Marks#label(Process, Object)}
	 * @param reason why it ended
	 * @param lastMessage what it was handling, or {@code init}
	 * @param ancestors who started it, nearest first, by name where there is one
	 * @param neighbours linked processes that do not trap exits, and those linked with
	 * them: the end takes them along; at most 15
	 */
	record Crash(ProcessInfo process, Optional<Object> label, ExitReason reason, Optional<Object> lastMessage,
			List<Destination> ancestors, List<ProcessInfo> neighbours) implements Report {

		@Override
		public Pid pid() {
			return this.process.pid();
		}

		@Override
		public Optional<String> name() {
			return Optional.ofNullable(this.process.name());
		}

		/** The first code of its own it ran ({@code initial_call}). */
		public String initialCall() {
			return this.process.type() + (this.process.kind().equals("process") ? ".run" : ".init");
		}

		/** Whether it threw or ended itself. */
		public ErrorClass errorClass() {
			return (this.reason instanceof ExitReason.Crash) ? ErrorClass.ERROR : ErrorClass.EXIT;
		}
	}

	/**
	 * A plain process, spawned and not started, ended because its code threw. Nothing is
	 * told if it ended itself, whatever the reason.
	 *
	 * @param process the process at its end
	 * @param reason what it threw
	 */
	record Uncaught(ProcessInfo process, ExitReason reason) implements Report {

		@Override
		public Pid pid() {
			return this.process.pid();
		}

		@Override
		public Optional<String> name() {
			return Optional.ofNullable(this.process.name());
		}
	}

	/**
	 * A server ended abnormally by itself ({@code gen_server}'s terminate report). Comes
	 * before its {@link Crash}.
	 *
	 * @param pid the server
	 * @param name its registered name
	 * @param type the user's class
	 * @param reason why it ended
	 * @param lastMessage what it was handling
	 * @param client for whom, if it was a call
	 * @param state what it shows of its state
	 * @param log the last events it noted, oldest first; of most servers none
	 */
	record Terminated(Pid pid, Optional<String> name, String type, ExitReason reason, Optional<Object> lastMessage,
			Optional<Pid> client, Object state, List<Object> log) implements Report {
	}

	/**
	 * A supervisor tells of a child ({@code supervisor}'s report).
	 *
	 * @param pid the supervisor
	 * @param name its registered name
	 * @param context what happened
	 * @param child the child's id
	 * @param reason why
	 */
	record Supervision(Pid pid, Optional<String> name, Context context, String child,
			ExitReason reason) implements Report {

		/** What happened to the child. */
		public enum Context {

			/** It failed to start, the first time or again. */
			START_ERROR,

			/** It ended abnormally, or will be restarted. */
			CHILD_TERMINATED,

			/** The supervisor gives up. */
			SHUTDOWN,

			/** It was told to stop and ended otherwise. */
			SHUTDOWN_ERROR;

			/** As OTP spells it. */
			public String otpName() {
				return name().toLowerCase(Locale.ROOT);
			}

		}
	}

	/**
	 * A supervisor has started a child (a progress report).
	 *
	 * @param pid the supervisor
	 * @param name its registered name
	 * @param child the child's id
	 * @param started the child's process
	 */
	record Progress(Pid pid, Optional<String> name, String child, Pid started) implements Report {
	}

	/**
	 * A process got a message it has no use for, and dropped it.
	 *
	 * @param pid the process
	 * @param name its registered name
	 * @param type the user's class
	 * @param message the message
	 */
	record Unexpected(Pid pid, Optional<String> name, String type, Object message) implements Report {
	}

}
