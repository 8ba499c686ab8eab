/**
 * Annotated classes as servers: reads and checks their handlers, starts them as children
 * of their supervisors, gives each start a new bean. Begin with
 * {@link io.actor.spring.server.GenServers}.
 */
@NullMarked
package io.actor.spring.server;

import org.jspecify.annotations.NullMarked;
