package io.actor.sample.chat.http;

import java.time.Duration;

import io.actor.sample.chat.room.Rooms;

/**
 * What a session needs of the rest of the application.
 *
 * @param rooms finds rooms
 * @param board has the news
 * @param switches breaks things on demand
 * @param patience how long a room may take to answer
 */
record SessionContext(Rooms rooms, StatusBoard board, DemoSwitches switches, Duration patience) {
}
