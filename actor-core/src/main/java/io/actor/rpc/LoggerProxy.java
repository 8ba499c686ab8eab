package io.actor.rpc;

import java.util.Collection;
import java.util.List;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.slf4j.event.Level;

/**
 * The server {@code logger_proxy}: what a process logs whose group leader is here, its
 * crash for instance, Erlang sends to this name. It becomes lines of the log
 * {@code io.actor.output}.
 */
public final class LoggerProxy extends GenServer<Object, Object> {

	/** Its registered name. */
	public static final String NAME = "logger_proxy";

	private static final Atom LOG = Atom.of("log");

	private static final int MAX_REPORT = 8 * 1024;

	private final Output output = new Output();

	@Override
	protected Collection<? extends Class<?>> requestTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Collection<? extends Class<?>> castTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Next handleCall(Object question, From from) {
		return noReply();
	}

	@Override
	protected Next handleCast(Object message) {
		return noReply();
	}

	@Override
	protected Next handleInfo(Object message) {
		// {log, Level, Format, Args, Meta} or {log, Level, StringOrReport, Meta}
		if (message instanceof Tuple event && (event.isTagged(LOG, 5) || event.isTagged(LOG, 4))
				&& event.get(1) instanceof Atom(String level)) {
			Object who = (event.get(event.arity() - 1) instanceof MapTerm meta)
					? meta.get(Atom.of("pid")).orElse(Atom.UNDEFINED) : Atom.UNDEFINED;
			String text = (event.arity() == 5) ? formatted(event.get(2), event.get(3)) : report(event.get(2));
			this.output.print(who, level(level), text, self().processes().clock().nanoTime());
		}
		return noReply();
	}

	private static String formatted(Term format, Term args) {
		return IoText.format(format, args).orElseGet(() -> Tuple.of(format, args).print(MAX_REPORT));
	}

	private static String report(Term report) {
		if (report instanceof Tuple pair && pair.arity() == 2 && pair.get(0) instanceof Atom(String kind)) {
			if (kind.equals("string")) {
				return IoText.chars(pair.get(1), true).orElseGet(() -> pair.get(1).print(MAX_REPORT));
			}
			if (kind.equals("report")) {
				return pair.get(1).print(MAX_REPORT);
			}
		}
		return (report instanceof ListTerm) ? IoText.chars(report, true).orElseGet(() -> report.print(MAX_REPORT))
				: report.print(MAX_REPORT);
	}

	private static Level level(String name) {
		return switch (name) {
			case "emergency", "alert", "critical", "error" -> Level.ERROR;
			case "warning" -> Level.WARN;
			case "debug" -> Level.DEBUG;
			default -> Level.INFO;
		};
	}

}
