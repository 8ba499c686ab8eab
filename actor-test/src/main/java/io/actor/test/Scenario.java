package io.actor.test;

/** What a test does in a world; run again and again by {@link ActorTestKit#explore}. */
@FunctionalInterface
public interface Scenario {

	/**
	 * Plays the scenario in an empty world, and throws if something is not as it should.
	 * It must do the same each time, but for what the world decides.
	 */
	void play(World world) throws Exception;

}
