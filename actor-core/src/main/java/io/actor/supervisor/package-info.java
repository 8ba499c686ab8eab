/**
 * Supervisors: processes that start, watch and restart others. Read
 * {@link io.actor.supervisor.Supervisor} first. What to restart is decided by pure
 * functions ({@code RestartPlan}, {@code RestartWindow}, {@code AutoShutdown},
 * {@code Backoff}); the supervisor's process only performs it.
 *
 * <p>
 * The path of a restart: the child's exit arrives through the link as an {@code Exit};
 * {@code SupervisorServer.handleInfo} finds the child, {@code RestartPlan} says whether
 * it is restarted, {@code RestartWindow} whether one more restart is allowed,
 * {@code Backoff} whether it waits. Whom it concerns, how they are stopped in reverse
 * order and started in order, is the business of the supervisor's {@code Children}: those
 * in an order with ids ({@code OrderedChildren}), or those known by pid
 * ({@code DynamicChildren}).
 */
@NullMarked
package io.actor.supervisor;

import org.jspecify.annotations.NullMarked;
