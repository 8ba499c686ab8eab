/**
 * Terms to bytes and back: Erlang's External Term Format, stand-alone and as it is used
 * inside distribution frames. Start with {@link io.actor.wire.etf.TermDecoder} and
 * {@link io.actor.wire.etf.TermEncoder}.
 */
@NullMarked
package io.actor.wire.etf;

import org.jspecify.annotations.NullMarked;
