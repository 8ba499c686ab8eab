/**
 * Rooms: one process per room and node, under a dynamic supervisor, and the directory
 * that opens them. Read {@link io.actor.sample.chat.room.Room} first.
 */
@NullMarked
package io.actor.sample.chat.room;

import org.jspecify.annotations.NullMarked;
