/**
 * The log service: what happened in the chat, in the log of the application and as a list
 * of the last events. Read {@link io.actor.sample.chat.log.ChatLog} first.
 */
@NullMarked
package io.actor.sample.chat.log;

import org.jspecify.annotations.NullMarked;
