package io.actor.sample.chat.room;

import io.actor.node.Node;
import io.actor.sample.chat.analytics.Analytics;
import io.actor.sample.chat.database.MessageStore;
import io.actor.sample.chat.log.ChatLog;

/**
 * What a room needs of the rest of the application; every incarnation gets the same.
 *
 * @param node the node, for its process groups
 * @param store the history
 * @param directory the list of rooms
 * @param log the log service
 * @param analytics the analytics service
 */
record RoomContext(Node node, MessageStore store, RoomDirectory directory, ChatLog log, Analytics analytics) {
}
