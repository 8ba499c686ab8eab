package io.actor.spring.test;

import io.actor.test.World;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/** Which seed a world has, and how a failure tells. */
final class WorldSeed {

	/** The property of a test that wants another seed than most. */
	static final String PROPERTY = "actor.test.seed";

	/** The system property that repeats a failure. */
	private static final String REPEAT = "sim.seed";

	private WorldSeed() {
	}

	/**
	 * The seed of a new world: {@code -Dsim.seed}, or what the test has chosen, or 1.
	 */
	static long choose(@Nullable String configured) {
		return Long.getLong(REPEAT, StringUtils.hasText(configured) ? Long.parseLong(configured.strip()) : 1);
	}

	/** Says at a failure what repeats it, and what happened in the world of the test. */
	static void explain(Throwable failure, World world) {
		failure.addSuppressed(new WorldStory("seed " + world.seed() + ", -D" + REPEAT + "=" + world.seed()
				+ " repeats it; this happened up to " + world.clock().elapsed() + ":\n" + world.story()));
	}

	/** Carries the story of a world along with the failure of its test. */
	private static final class WorldStory extends Exception {

		private static final long serialVersionUID = 1L;

		private WorldStory(String story) {
			super(story, null, false, false);
		}

	}

}
