package io.actor.sample.chat.room;

import io.actor.sample.chat.analytics.Analytics;
import io.actor.sample.chat.database.MessageStore;
import io.actor.sample.chat.log.ChatLog;

/**
 * What a room needs of the rest of the application; every incarnation gets the same.
 *
 * @param store the history
 * @param directory the list of rooms
 * @param log the log service
 * @param analytics the analytics service
 */
record RoomContext(MessageStore store, RoomDirectory directory, ChatLog log, Analytics analytics) {
}
