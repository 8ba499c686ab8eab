/**
 * Supervisors: processes that start, watch and restart others. Read
 * {@link io.actor.supervisor.Supervisor} first. What to restart is decided by pure
 * functions ({@code RestartPlan}, {@code RestartWindow}); the supervisor's process only
 * performs it.
 *
 * <p>
 * The path of a restart: the child's exit arrives through the link as an {@code Exit};
 * {@code SupervisorServer.handleInfo} finds the child, {@code RestartWindow} says whether
 * one more restart is allowed, {@code RestartPlan} which children to stop and start, and
 * the supervisor stops them in reverse order and starts them in order.
 */
@NullMarked
package io.actor.supervisor;

import org.jspecify.annotations.NullMarked;
