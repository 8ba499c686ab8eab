package io.actor.scheduler;

/** The JVM's own clocks. */
@ProductionSeam
final class SystemClock implements ActorClock {

	static final SystemClock INSTANCE = new SystemClock();

	private SystemClock() {
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	@Override
	public long wallMillis() {
		return System.currentTimeMillis();
	}

}
