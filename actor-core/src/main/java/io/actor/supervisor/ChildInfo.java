package io.actor.supervisor;

import io.actor.process.ExitReason;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * A child of a supervisor at one instant ({@code supervisor:which_children/1}).
 *
 * @param id its id; among the children of a {@link DynamicSupervisor} or
 * {@link SimpleOneForOne} a label for people, which several may have and which no request
 * takes (OTP says {@code undefined})
 * @param pid its process, or null while it does not run
 * @param restarting whether it waits to be restarted: its start failed and is tried
 * again, or a {@link Backoff} delays it
 * @param kind worker or supervisor
 * @param restart its restart type
 * @param restarts how often it was restarted
 * @param lastExit why it ended last by itself, or null
 * @param lastExitMillis when that was, in milliseconds since 1970; 0 if never
 */
public record ChildInfo(String id, @Nullable Pid pid, boolean restarting, ChildSpec.Kind kind, Restart restart,
		int restarts, @Nullable ExitReason lastExit, long lastExitMillis) {
}
