/**
 * Who runs, and when: an M:N scheduler of tasks on virtual-thread workers, the clock, the
 * timers and the randomness of a node, each behind an interface so that a simulator can
 * take their place. Knows no process. Start with
 * {@link io.actor.scheduler.ActorScheduler}.
 */
@NullMarked
package io.actor.scheduler;

import org.jspecify.annotations.NullMarked;
