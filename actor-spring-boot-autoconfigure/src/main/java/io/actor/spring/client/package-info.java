/**
 * Talking to servers from Spring beans: interfaces made into calls and casts, and
 * operations for everything else. Begin with
 * {@link io.actor.spring.client.ActorTemplate}.
 */
@NullMarked
package io.actor.spring.client;

import org.jspecify.annotations.NullMarked;
