/**
 * The analytics service: figures about the chat, which goes on without them when the
 * service is down. Read {@link io.actor.sample.chat.analytics.Analytics} first.
 */
@NullMarked
package io.actor.sample.chat.analytics;

import org.jspecify.annotations.NullMarked;
