package io.actor.scheduler;

/** Placeholder replaced in the next commit. */
public interface ActorScheduler {

}
