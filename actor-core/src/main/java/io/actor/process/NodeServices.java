package io.actor.process;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Randomness;

/**
 * What the processes of a node run on.
 *
 * @param clock the node's clocks
 * @param scheduler who runs
 * @param timers timeouts and delayed messages
 * @param randomness salt of references
 */
public record NodeServices(ActorClock clock, ActorScheduler scheduler, ActorTimers timers, Randomness randomness) {
}
