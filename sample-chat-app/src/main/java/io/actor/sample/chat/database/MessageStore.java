package io.actor.sample.chat.database;

import java.util.List;

import io.actor.sample.chat.room.Line;

/**
 * The history on disk. Every method throws
 * {@link org.springframework.dao.DataAccessException} when the database cannot do it, and
 * can be repeated safely.
 */
public interface MessageStore {

	/**
	 * Stores a line.
	 * @return false if it was stored before
	 */
	boolean append(Line line);

	/** The last lines of a room, oldest first. */
	List<Line> last(String room, int limit);

	/** The rooms in which something was ever said. */
	List<String> rooms();

}
