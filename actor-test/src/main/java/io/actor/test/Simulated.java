package io.actor.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a simulated world of its own, as parameters of the types {@link World},
 * {@link io.actor.node.Node} (its first node), {@link TestClock} and {@link Probe} (on
 * its first node). A test that fails tells the seed and the story of its world.
 *
 * <pre>{@code
 * void aDoorLocksAfterTenSeconds(Node node, TestClock clock) {
 *     ServerRef door = node.start(Door::new, StartOptions.DEFAULT);
 *     clock.advance(Duration.ofSeconds(10));
 *     assertThat(door.call(new IsLocked())).isTrue();
 * }
 * }</pre>
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SimulatedExtension.class)
public @interface Simulated {

	/**
	 * How many nodes: with 0 one on its own, with more a cluster of nodes a, b, c and so
	 * on that are connected when the test begins.
	 */
	int nodes() default 0;

	/** The seed of the world, unless {@code -Dsim.seed} gives another. */
	long seed() default 1;

	/**
	 * Whether a test fails that leaves processes, names, aliases or timers behind.
	 */
	boolean checkLeaks() default false;

}
