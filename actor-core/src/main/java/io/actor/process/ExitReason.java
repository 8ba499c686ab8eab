package io.actor.process;

import java.util.Objects;

import io.actor.term.Atom;

/**
 * Why a process ended, as its links and monitors see it.
 *
 * @see <a href="https://www.erlang.org/doc/system/ref_man_processes.html">Erlang
 * Reference Manual, Processes</a>
 */
public sealed interface ExitReason {

	/** The process did what it had to do. */
	ExitReason NORMAL = new Named(Atom.of("normal"));

	/** The process was asked to stop, usually by its supervisor. */
	ExitReason SHUTDOWN = new Named(Atom.of("shutdown"));

	/**
	 * As an argument of {@link Process#exit(io.actor.term.Pid, ExitReason)} this cannot
	 * be trapped, and others see {@link #KILLED}.
	 */
	ExitReason KILL = new Named(Atom.of("kill"));

	/** The process was killed. */
	ExitReason KILLED = new Named(Atom.of("killed"));

	/** There was no such process. */
	ExitReason NOPROC = new Named(Atom.of("noproc"));

	/** The connection to the process's node is gone or could not be made. */
	ExitReason NOCONNECTION = new Named(Atom.of("noconnection"));

	/** The reason named by an atom. */
	static ExitReason named(String name) {
		return new Named(Atom.of(name));
	}

	/** {@code {shutdown, detail}}: a clean stop with an explanation. */
	static ExitReason shutdown(Object detail) {
		return new Shutdown(detail);
	}

	/** The reason of a process whose code threw. */
	static ExitReason crash(Throwable cause) {
		return new Crash(cause);
	}

	/** Any value as a reason; an atom gives {@link Named}. */
	static ExitReason of(Object reason) {
		return switch (reason) {
			case ExitReason already -> already;
			case Atom name -> new Named(name);
			default -> new Custom(reason);
		};
	}

	/**
	 * Whether this is an expected end: {@code normal}, {@code shutdown} or
	 * {@code {shutdown, _}}. Such an end is not reported as a crash and does not restart
	 * a transient child.
	 */
	default boolean isClean() {
		return false;
	}

	/** Whether this is {@link #NORMAL}. */
	default boolean isNormal() {
		return equals(NORMAL);
	}

	/**
	 * A reason that is an atom.
	 *
	 * @param name the atom
	 */
	record Named(Atom name) implements ExitReason {

		@Override
		public boolean isClean() {
			return equals(NORMAL) || equals(SHUTDOWN);
		}

		@Override
		public String toString() {
			return this.name.name();
		}
	}

	/**
	 * A clean stop with an explanation.
	 *
	 * @param detail any value
	 */
	record Shutdown(Object detail) implements ExitReason {

		public Shutdown {
			Objects.requireNonNull(detail, "detail");
		}

		@Override
		public boolean isClean() {
			return true;
		}

		@Override
		public String toString() {
			return "{shutdown, " + this.detail + "}";
		}
	}

	/**
	 * The process's code threw; Erlang's {@code {Error, Stack}}.
	 *
	 * @param cause what it threw
	 */
	record Crash(Throwable cause) implements ExitReason {

		public Crash {
			Objects.requireNonNull(cause, "cause");
		}

		@Override
		public String toString() {
			return this.cause.toString();
		}
	}

	/**
	 * Any other value.
	 *
	 * @param reason the value
	 */
	record Custom(Object reason) implements ExitReason {

		public Custom {
			Objects.requireNonNull(reason, "reason");
		}

		@Override
		public String toString() {
			return this.reason.toString();
		}
	}

}
