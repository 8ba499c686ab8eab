package io.actor.gen;

import java.time.Duration;
import java.util.Locale;

import io.actor.process.ExitReason;
import io.actor.process.ProcessInfo;
import io.actor.process.Processes;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/** What a failed call says: whom, why, and what a server of this node was doing. */
final class CallFailure {

	private CallFailure() {
	}

	/**
	 * The exception of a call.
	 * @param local the called process if it is on this node, or null
	 */
	static CallException of(Processes processes, Object target, @Nullable Pid local, Object request, ExitReason reason,
			Duration timeout) {
		StringBuilder text = new StringBuilder("Call of ").append(request.getClass().getSimpleName())
			.append(" to ")
			.append(name(processes, target))
			.append(" failed: ")
			.append(CallException.TIMEOUT.equals(reason) ? "no answer within " + timeout : Reports.print(reason));
		if (local != null) {
			ProcessInfo info = processes.info(local).orElse(null);
			if (info != null) {
				text.append("; it has ").append(info.mailbox()).append(" messages waiting and is ");
				text.append(info.status().name().toLowerCase(Locale.ROOT));
				Servers.handling(processes, local).ifPresent((what) -> text.append(", handling ").append(what));
			}
		}
		return new CallException(text.toString(), reason);
	}

	/** A target for people. */
	static String name(Processes processes, Object target) {
		return (target instanceof Pid pid && processes.isLocal(pid)) ? pid.toLocalString() : target.toString();
	}

}
