package io.actor.statemachine;

import java.time.Duration;

import io.actor.gen.From;

/** Surroundings in which no timer ever fires and no reply arrives. */
final class Nowhere implements Surroundings {

	@Override
	public Object startTimer(Duration after, Alarm alarm) {
		return alarm;
	}

	@Override
	public Object startTimerAt(long deadline, Alarm alarm) {
		return alarm;
	}

	@Override
	public void cancelTimer(Object timer) {
	}

	@Override
	public void reply(From from, Object value) {
	}

	@Override
	public void checkAlive() {
	}

}
