package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import io.actor.scheduler.ActorClock;
import io.actor.term.Destination;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Reports as log events: one line each, with the first frame of the user's code, and the
 * whole stack trace at level debug. The name of the logger is
 * {@code io.actor.report.<kind>}, the values are there as key-value pairs too.
 */
final class ReportLog {

	private static final String LOGGER = "io.actor.report.";

	/** How often it is looked whether something left out may be told. */
	private static final Duration LOOK = Duration.ofSeconds(1);

	private final ActorClock clock;

	private final RateCap cap = new RateCap();

	/** Whether something was left out; read by each tick. */
	private volatile boolean omits;

	private volatile long nextLook;

	ReportLog(ActorClock clock) {
		this.clock = clock;
	}

	void write(Report report) {
		switch (report) {
			case Report.Crash crash -> crash(crash);
			case Report.Uncaught uncaught -> uncaught(uncaught);
			case Report.Terminated terminated -> terminated(terminated);
			case Report.Supervision supervision -> supervision(supervision);
			case Report.Progress progress -> progress(progress);
			case Report.Unexpected unexpected -> unexpected(unexpected);
		}
	}

	private void crash(Report.Crash crash) {
		ProcessInfo process = crash.process();
		Line line = line("crash", Level.ERROR, crash, process.type());
		if (line == null) {
			return;
		}
		String label = crash.label().map((given) -> " '" + Printed.of(given) + "'").orElse("");
		String ancestors = crash.ancestors().stream().map(Destination::toString).collect(Collectors.joining(", "));
		line.with("class", crash.errorClass())
			.with("initial_call", crash.initialCall())
			.with("mailbox", process.mailbox())
			.with("links", process.links().size())
			.with("trap_exit", process.trapExit())
			.with("status", process.status())
			.with("ancestors", ancestors)
			.with("neighbours", crash.neighbours().stream().map(ReportLog::who).collect(Collectors.joining(", ")))
			.write("%s%s (%s) crashed: %s%s; last message %s; started by [%s], %d messages waiting, %d links%s"
				.formatted(who(process), label, simpleName(process.type()), Printed.of(crash.reason()),
						frame(crash.reason()), crash.lastMessage().map(Printed::of).orElse("none"), ancestors,
						process.mailbox(), process.links().size(), process.trapExit() ? ", traps exits" : ""));
		stack("crash", who(process), crash.reason());
	}

	private void uncaught(Report.Uncaught uncaught) {
		ProcessInfo process = uncaught.process();
		Line line = line("uncaught", Level.ERROR, uncaught, process.type());
		if (line != null) {
			line.with("mailbox", process.mailbox())
				.write("Process %s crashed: %s%s".formatted(who(process), Printed.of(uncaught.reason()),
						frame(uncaught.reason())));
			stack("uncaught", who(process), uncaught.reason());
		}
	}

	private void terminated(Report.Terminated terminated) {
		Line line = line("terminate", Level.ERROR, terminated, terminated.type());
		if (line != null) {
			line.with("client", terminated.client().map(Pid::toString).orElse("none"))
				.write("%s (%s) terminating: %s; last message %s%s; state %s%s".formatted(who(terminated),
						simpleName(terminated.type()), Printed.of(terminated.reason()),
						terminated.lastMessage().map(Printed::of).orElse("none"),
						terminated.client().map((client) -> " from " + client).orElse(""),
						Printed.of(terminated.state()),
						terminated.log().isEmpty() ? "" : "; log " + Printed.of(terminated.log())));
		}
	}

	private void supervision(Report.Supervision told) {
		Line line = line("supervisor", Level.ERROR, told, "supervisor " + told.pid().toLocalString());
		if (line != null) {
			line.with("supervisor", who(told))
				.with("context", told.context().otpName())
				.with("child", told.child())
				.write("Supervisor %s: %s of child '%s': %s".formatted(who(told), told.context().otpName(),
						Printed.of(told.child()), Printed.of(told.reason())));
		}
	}

	private void progress(Report.Progress progress) {
		Line line = line("progress", Level.DEBUG, progress, "supervisor " + progress.pid().toLocalString());
		if (line != null) {
			line.with("supervisor", who(progress))
				.with("child", progress.child())
				.write("Supervisor %s: started child '%s' as %s".formatted(who(progress), Printed.of(progress.child()),
						progress.started().toLocalString()));
		}
	}

	private void unexpected(Report.Unexpected unexpected) {
		Line line = line("unexpected", Level.WARN, unexpected, unexpected.type());
		if (line != null) {
			line.write("%s (%s) got a message it does not handle: %s".formatted(who(unexpected),
					simpleName(unexpected.type()), Printed.of(unexpected.message())));
		}
	}

	/** A line that may be written, or null if nobody wants it or it is one too many. */
	private @Nullable Line line(String kind, Level level, Report report, String type) {
		Logger logger = LoggerFactory.getLogger(LOGGER + kind);
		if (!logger.isEnabledForLevel(level)) {
			return null;
		}
		OptionalLong before = this.cap.admit(new RateCap.Source(kind, report.name().orElse(type)),
				this.clock.nanoTime());
		if (before.isEmpty()) {
			if (!this.omits) {
				this.nextLook = this.clock.nanoTime() + LOOK.toNanos();
				this.omits = true;
			}
			return null;
		}
		return new Line(
				logger.atLevel(level).addKeyValue("report", kind).addKeyValue("pid", report.pid().toLocalString()),
				before.getAsLong());
	}

	/** Tells of what was left out and has had no line since. */
	void tick() {
		if (!this.omits || this.nextLook - this.clock.nanoTime() > 0) {
			return;
		}
		this.omits = false;
		List<RateCap.Omitted> due = this.cap.due(this.clock.nanoTime());
		if (this.cap.omits()) {
			this.nextLook = this.clock.nanoTime() + LOOK.toNanos();
			this.omits = true;
		}
		due.forEach((omitted) -> LoggerFactory.getLogger(LOGGER + omitted.source().kind())
			.atWarn()
			.addKeyValue("report", omitted.source().kind())
			.addKeyValue("omitted", omitted.count())
			.log("{} more reports of {} were left out", omitted.count(), omitted.source().origin()));
	}

	private static void stack(String kind, String who, ExitReason reason) {
		if (reason instanceof ExitReason.Crash(Throwable cause)) {
			LoggerFactory.getLogger(LOGGER + kind).debug("Stack trace of {}", who, cause);
		}
	}

	private static String frame(ExitReason reason) {
		return (reason instanceof ExitReason.Crash(Throwable cause) && cause.getStackTrace().length > 0)
				? " at " + cause.getStackTrace()[0] : "";
	}

	private static String who(ProcessInfo process) {
		return ((process.name() != null) ? process.name() : "") + process.pid().toLocalString();
	}

	private static String who(Report report) {
		return report.name().orElse("") + report.pid().toLocalString();
	}

	/** A class's own name; one that has none is told with the class around it. */
	private static String simpleName(String type) {
		String inPackage = type.substring(type.lastIndexOf('.') + 1);
		String own = inPackage.substring(inPackage.lastIndexOf('$') + 1);
		return Character.isDigit(own.charAt(0)) ? inPackage : own;
	}

	/** A log event with how many like it were left out before it. */
	private static final class Line {

		private LoggingEventBuilder event;

		private final long omitted;

		Line(LoggingEventBuilder event, long omitted) {
			this.event = event;
			this.omitted = omitted;
		}

		Line with(String key, Object value) {
			this.event = this.event.addKeyValue(key, value);
			return this;
		}

		void write(String text) {
			if (this.omitted == 0) {
				this.event.log(text);
			}
			else {
				this.event.addKeyValue("omitted", this.omitted)
					.log(text + " (" + this.omitted + " more like this were left out)");
			}
		}

	}

}
