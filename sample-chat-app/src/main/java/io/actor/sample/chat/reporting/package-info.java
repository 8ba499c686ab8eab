/**
 * The reporting service: once a minute, who said how much where. Read
 * {@link io.actor.sample.chat.reporting.Reports} first.
 */
@NullMarked
package io.actor.sample.chat.reporting;

import org.jspecify.annotations.NullMarked;
