package io.actor.sample.chat.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.actor.sample.chat.analytics.Figures;
import io.actor.sample.chat.log.ChatEvent;
import io.actor.sample.chat.room.RoomDirectory.RoomSummary;

/**
 * What every page shows, whichever room it is in.
 *
 * @param rooms the rooms
 * @param figures the last figures analytics gave
 * @param staleSince since when it gives none, or empty if they are current
 * @param nodes this node and those it should be connected with
 * @param events what happened last, newest first
 */
public record Status(List<RoomSummary> rooms, Figures figures, Optional<Instant> staleSince, List<NodeStatus> nodes,
		List<ChatEvent> events) {

	/** Before anything is known. */
	public static final Status UNKNOWN = new Status(List.of(), Figures.NONE, Optional.empty(), List.of(), List.of());

	/**
	 * A node of the cluster.
	 *
	 * @param name its name
	 * @param up whether it can be reached
	 */
	public record NodeStatus(String name, boolean up) {
	}

}
