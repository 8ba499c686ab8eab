/**
 * An established connection between two nodes: control messages with their payloads,
 * frames, fragments, the cache of atoms and ticks. It knows no socket and no process;
 * start with {@link io.actor.wire.distribution.ControlMessage}, then
 * {@link io.actor.wire.distribution.DistributionDecoder} and
 * {@link io.actor.wire.distribution.DistributionEncoder}.
 */
@NullMarked
package io.actor.wire.distribution;

import org.jspecify.annotations.NullMarked;
