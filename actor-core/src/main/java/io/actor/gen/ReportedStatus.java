package io.actor.gen;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.actor.process.ExitReason;

import org.jspecify.annotations.Nullable;

/**
 * What is shown of a server in its terminate report and its status; each part can be
 * replaced by {@link GenServer#formatStatus} ({@code gen_server:format_status()}).
 *
 * @param state its state: what {@link Stateful#state()} gives, else the server itself
 * @param message the message it was handling, if any
 * @param reason why it ends, if it does
 * @param log the events in its log, oldest first
 */
public record ReportedStatus(Object state, Optional<Object> message, Optional<ExitReason> reason, List<Object> log) {

	public ReportedStatus {
		Objects.requireNonNull(state, "state");
		log = List.copyOf(log);
	}

	/** The same with something else in place of the state. */
	public ReportedStatus state(Object shown) {
		return new ReportedStatus(shown, this.message, this.reason, this.log);
	}

	/** The same with something else in place of the message. */
	public ReportedStatus message(Object shown) {
		return new ReportedStatus(this.state, Optional.of(shown), this.reason, this.log);
	}

	/** The same with another reason; the process ends with its own. */
	public ReportedStatus reason(ExitReason shown) {
		return new ReportedStatus(this.state, this.message, Optional.of(shown), this.log);
	}

	/** The same with other events in place of the log. */
	public ReportedStatus log(List<?> shown) {
		return new ReportedStatus(this.state, this.message, this.reason, List.copyOf(shown));
	}

	/** What there is to show of a server now, as the server wants it shown. */
	static ReportedStatus of(ServerLoop loop, @Nullable ExitReason reason) {
		GenServer<?, ?> server = loop.server();
		Debugging watching = loop.debugging();
		return formatted(server, new ReportedStatus(stateOf(server), Optional.ofNullable(loop.current()),
				Optional.ofNullable(reason), (watching != null) ? List.copyOf(watching.log()) : List.of()));
	}

	private static Object stateOf(GenServer<?, ?> server) {
		try {
			return (server instanceof Stateful<?> stateful) ? stateful.state() : server;
		}
		catch (RuntimeException ex) {
			return "state of " + server.type().getName() + " failed: " + Reports.print(ex);
		}
	}

	/**
	 * Asks the server how to show this; the state of one that cannot say is not shown.
	 */
	private static ReportedStatus formatted(GenServer<?, ?> server, ReportedStatus plain) {
		try {
			return Objects.requireNonNull(server.formatStatus(plain));
		}
		catch (Throwable ex) {
			// Whatever it is: the end of a server does not depend on how it is shown.
			return plain.state("formatStatus of " + server.type().getName() + " failed: " + Reports.print(ex));
		}
	}

}
