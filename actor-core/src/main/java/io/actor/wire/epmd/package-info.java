/**
 * The port mapper's protocol: how a node registers its name and port on a host, and how
 * others find it (EPMD, "Erlang Port Mapper Daemon"). It knows no socket; start with
 * {@link io.actor.wire.epmd.EpmdExchange} for who asks and
 * {@link io.actor.wire.epmd.EpmdServer} for who answers.
 */
@NullMarked
package io.actor.wire.epmd;

import org.jspecify.annotations.NullMarked;
