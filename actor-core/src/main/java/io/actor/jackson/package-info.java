/**
 * Java values as Erlang terms, by one rule: a message is a tagged tuple, data inside it
 * is a map. Start with {@link io.actor.jackson.TermMapper}.
 */
@NullMarked
package io.actor.jackson;

import org.jspecify.annotations.NullMarked;
