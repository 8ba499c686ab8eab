/**
 * Tests of applications in a simulated world: one node with only the actor beans, or
 * whole applications as the nodes of a cluster, on the test's thread and in virtual time.
 * Begin with {@link io.actor.spring.test.ActorTest} and
 * {@link io.actor.spring.test.ClusterTest}.
 */
@NullMarked
package io.actor.spring.test;

import org.jspecify.annotations.NullMarked;
