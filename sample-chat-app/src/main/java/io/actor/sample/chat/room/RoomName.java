package io.actor.sample.chat.room;

import java.util.regex.Pattern;

/** Which names rooms and people may have; everything else is refused at the door. */
public final class RoomName {

	/** The room everybody enters first. */
	public static final String LOBBY = "lobby";

	private static final String PREFIX = "room:";

	private static final Pattern ROOM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

	private static final Pattern NICK = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._-]{0,23}");

	private RoomName() {
	}

	/** Whether a room may have this name. */
	public static boolean isRoom(String name) {
		return ROOM.matcher(name).matches();
	}

	/** Whether somebody may have this name. */
	public static boolean isNick(String name) {
		return NICK.matcher(name).matches();
	}

	/** The name a room's process is registered under, and the group of its namesakes. */
	public static String processName(String room) {
		return PREFIX + room;
	}

	/** Whether this group is one of rooms. */
	static boolean isProcessName(String group) {
		return group.startsWith(PREFIX) && isRoom(group.substring(PREFIX.length()));
	}

	/** The room of a process name. */
	static String roomOf(String processName) {
		return processName.substring(PREFIX.length());
	}

}
