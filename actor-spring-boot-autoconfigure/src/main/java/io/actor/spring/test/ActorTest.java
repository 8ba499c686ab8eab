package io.actor.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tests the servers of an application in a simulated world: the context holds its
 * annotated servers, their clients, supervisors and configuration properties and nothing
 * else, and its node runs on the test's thread in virtual time.
 *
 * <pre>{@code
 * &#64;ActorTest
 * class RoomServerTests {
 *
 *     &#64;Autowired
 *     Rooms rooms;
 *
 *     &#64;Autowired
 *     TestClock clock;
 *
 *     &#64;MockitoBean
 *     RoomStore store;
 *
 *     &#64;Test
 *     void aRoomIsClosedAfterThirtyQuietSeconds() {
 *         this.rooms.say(new Say("lobby", "hello"));
 *         this.clock.advance(Duration.ofSeconds(30));
 *         ...
 *     }
 * }
 * }</pre>
 *
 * Other components are left out; {@link #includeFilters}, {@code @Import} and mocks bring
 * what the servers need. A configuration class is part of the slice if it declares a
 * {@code SupervisorSpec} or {@code ChildSpec}; its other beans are made when somebody
 * needs them. The node has no name unless {@code actor.node.name} is among the
 * {@link #properties}.
 *
 * <p>
 * A test can have injected, as fields or as parameters: the {@link io.actor.test.World},
 * its {@link io.actor.test.TestClock} and a {@link io.actor.test.Probe} of its own.
 * Contexts are cached and shared as with every Spring test, and so is the world in it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(ActorTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(ActorTypeExcludeFilter.class)
@ImportAutoConfiguration
@AutoConfigureActors
public @interface ActorTest {

	/** The same as {@link #servers}. */
	@AliasFor("servers")
	Class<?>[] value() default {};

	/**
	 * The servers to test. All of the application and the configuration classes of its
	 * supervisors, unless given; with servers given, {@code @Import} the configuration
	 * classes they need.
	 */
	@AliasFor("value")
	Class<?>[] servers() default {};

	/** Properties in the form {@code key=value}. */
	String[] properties() default {};

	/** Whether servers, supervisors and configuration properties are found at all. */
	boolean useDefaultFilters() default true;

	/** Components that are part of the slice too. */
	Filter[] includeFilters() default {};

	/** Components that are no part of the slice. */
	Filter[] excludeFilters() default {};

	/** Auto-configurations to leave out. */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
