package io.actor.sample.chat.analytics;

import java.time.Instant;
import java.util.List;

/**
 * What analytics knows.
 *
 * @param lines lines said in all
 * @param people different names that said them
 * @param topRooms the busiest rooms, busiest first
 * @param busiest the minute in which most was said, if anything was
 */
public record Figures(long lines, int people, List<RoomFigures> topRooms, BusiestMinute busiest) {

	/** Before anything was said. */
	public static final Figures NONE = new Figures(0, 0, List.of(), new BusiestMinute(Instant.EPOCH, 0));

	/**
	 * A room's share.
	 *
	 * @param room which
	 * @param lines lines said in it
	 */
	public record RoomFigures(String room, long lines) {
	}

	/**
	 * A minute.
	 *
	 * @param start when it began
	 * @param lines lines said in it; 0 if nothing was ever said
	 */
	public record BusiestMinute(Instant start, long lines) {
	}

}
