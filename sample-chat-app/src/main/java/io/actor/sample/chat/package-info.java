/**
 * A chat built from supervised processes, on one node or many. Read
 * {@link io.actor.sample.chat.room.Room} first: everything else is there so that it can
 * do its work, and crash.
 */
@NullMarked
package io.actor.sample.chat;

import org.jspecify.annotations.NullMarked;
