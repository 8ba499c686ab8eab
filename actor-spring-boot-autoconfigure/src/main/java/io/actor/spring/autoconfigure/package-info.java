/**
 * Turns {@code application.yml} and the beans of an application into a node with its
 * supervisors and servers, and ties its life to the context's. Begin with
 * {@link io.actor.spring.autoconfigure.ActorAutoConfiguration}.
 */
@NullMarked
package io.actor.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
