/**
 * What Actuator shows of a node: its processes, its connections, its health. Everything
 * is read from what processes publish, so a stuck one cannot hold a request up; begin
 * with {@link io.actor.spring.actuate.ProcessesEndpoint}.
 */
@NullMarked
package io.actor.spring.actuate;

import org.jspecify.annotations.NullMarked;
