package io.actor.spring.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.actor.process.ExitReason;
import io.actor.process.ProcessInfo;
import io.actor.process.Processes;
import io.actor.supervisor.ChildInfo;
import io.actor.supervisor.SupervisorView;
import io.actor.term.Destination;
import io.actor.term.Pid;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A process at one instant.
 *
 * @param pid its identity
 * @param names its registered names
 * @param kind {@code process}, {@code server} or {@code supervisor}
 * @param type the user's class behind it
 * @param status what it is doing
 * @param mailbox messages waiting
 * @param messages messages handled
 * @param links processes linked with it
 * @param monitors what it watches
 * @param monitoredBy who watches it
 * @param trapExit whether it gets exit signals as messages
 * @param parent the process that started it
 * @param started when it was started
 * @param restarts how often its supervisor restarted it
 * @param restart when its supervisor restarts it
 * @param lastCrash the end of its last incarnation that ended by itself; null if none did
 */
public record ProcessDescriptor(String pid, List<String> names, String kind, String type, String status, int mailbox,
		long messages, List<String> links, List<String> monitors, List<String> monitoredBy, boolean trapExit,
		@Nullable String parent, Instant started, @Nullable Integer restarts, @Nullable String restart,
		@Nullable Crash lastCrash) implements OperationResponseBody {

	/**
	 * The end of a process.
	 *
	 * @param reason why
	 * @param at when
	 * @param location where its code threw; null if it did not
	 */
	public record Crash(String reason, Instant at, @Nullable String location) {

		static @Nullable Crash of(ChildInfo child) {
			ExitReason reason = child.lastExit();
			if (reason == null) {
				return null;
			}
			StackTraceElement[] stack = (reason instanceof ExitReason.Crash(Throwable cause)) ? cause.getStackTrace()
					: new StackTraceElement[0];
			return new Crash(reason.toString(), Instant.ofEpochMilli(child.lastExitMillis()),
					(stack.length > 0) ? stack[0].toString() : null);
		}
	}

	static ProcessDescriptor of(Processes processes, ProcessInfo info) {
		Pid parent = info.parent();
		ChildInfo child = Optional.ofNullable(parent)
			.flatMap((supervisor) -> SupervisorView.child(processes, supervisor, info.pid()))
			.orElse(null);
		return new ProcessDescriptor(info.pid().toLocalString(), Optional.ofNullable(info.name()).stream().toList(),
				info.kind(), info.type(), ProcessTree.word(info.status()), info.mailbox(), info.messages(),
				texts(processes, info.links()), texts(processes, info.monitors()), texts(processes, info.monitoredBy()),
				info.trapExit(), (parent != null) ? text(processes, parent) : null, info.started(),
				(child != null) ? child.restarts() : null, (child != null) ? ProcessTree.word(child.restart()) : null,
				(child != null) ? Crash.of(child) : null);
	}

	private static List<String> texts(Processes processes, List<? extends Destination> all) {
		return all.stream().map((each) -> text(processes, each)).toList();
	}

	private static String text(Processes processes, Destination destination) {
		return (destination instanceof Pid pid && processes.isLocal(pid)) ? pid.toLocalString()
				: destination.toString();
	}

}
