package io.actor.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tests an application as a cluster: several contexts of it on the test's thread, without
 * web servers, their nodes named a, b, c and so on and connected by one simulated network
 * in virtual time.
 *
 * <pre>{@code
 * &#64;ClusterTest(nodes = 3)
 * class ChatClusterTests {
 *
 *     &#64;Test
 *     void aMessageReachesTheOtherNode(Cluster cluster) {
 *         cluster.bean("a", Rooms.class).say(new Say("lobby", "hello"));
 *         cluster.world().partition("a", "b");
 *         cluster.clock().advance(Duration.ofSeconds(80));
 *         ...
 *     }
 * }
 * }</pre>
 *
 * The application is the {@code @SpringBootApplication} found upwards from the test
 * unless {@link #classes} are given; nested {@code @TestConfiguration} classes,
 * {@code @Import}, {@code @ActiveProfiles} and {@code @TestPropertySource} apply to each
 * context. Its property {@code actor.test.node} tells a context which node it is.
 *
 * <p>
 * What a test can have injected, as fields or parameters, is the {@link Cluster}, its
 * {@link io.actor.test.World} and {@link io.actor.test.TestClock} and a
 * {@link io.actor.test.Probe} on node a. Before each test partitions are healed and nodes
 * that crashed or were stopped start again in new contexts; what the others remember
 * stays, as in every cached context, unless {@code @DirtiesContext} ends the cluster.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(ClusterTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@AutoConfigureActors
public @interface ClusterTest {

	/** How many nodes, 1 to 26. */
	int nodes() default 3;

	/** The classes each context is made from. */
	Class<?>[] classes() default {};

	/** Properties in the form {@code key=value}, for each context. */
	String[] properties() default {};

}
