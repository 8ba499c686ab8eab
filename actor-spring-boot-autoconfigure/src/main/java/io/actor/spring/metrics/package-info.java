/**
 * Meters of a node. {@link io.actor.spring.metrics.ActorMeters} lists them,
 * {@link io.actor.spring.metrics.ActorMeterBinder} registers them.
 */
@NullMarked
package io.actor.spring.metrics;

import org.jspecify.annotations.NullMarked;
