package io.actor.statemachine;

import java.time.Duration;

import io.actor.gen.From;

/** What the {@link Engine} of a state machine needs from outside. */
interface Surroundings {

	/**
	 * Starts a timer that hands the alarm to {@link Engine#expired} when its time is
	 * over.
	 * @return what cancels it
	 */
	Object startTimer(Duration after, Alarm alarm);

	/**
	 * The same for a time of the monotonic clock, in nanoseconds.
	 */
	Object startTimerAt(long deadline, Alarm alarm);

	/** Cancels a timer; its alarm may be on its way all the same. */
	void cancelTimer(Object timer);

	/** Answers a call. */
	void reply(From from, Object value);

	/** Between two events; throws if the machine has been told to end. */
	void checkAlive();

}
