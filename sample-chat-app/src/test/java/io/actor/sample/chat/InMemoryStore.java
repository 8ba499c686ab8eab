package io.actor.sample.chat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.sample.chat.database.MessageStore;
import io.actor.sample.chat.room.Line;

import org.springframework.dao.DataAccessResourceFailureException;

/** A history that can be made to fail. */
public final class InMemoryStore implements MessageStore {

	private final List<Line> lines = new CopyOnWriteArrayList<>();

	private volatile boolean broken;

	public void broken(boolean isBroken) {
		this.broken = isBroken;
	}

	public List<Line> lines() {
		return List.copyOf(this.lines);
	}

	@Override
	public synchronized boolean append(Line line) {
		check();
		return this.lines.stream().noneMatch((known) -> known.id().equals(line.id())) && this.lines.add(line);
	}

	@Override
	public List<Line> last(String room, int limit) {
		check();
		List<Line> all = this.lines.stream().filter((line) -> line.room().equals(room)).sorted(Line.ORDER).toList();
		return all.subList(Math.max(0, all.size() - limit), all.size());
	}

	@Override
	public List<String> rooms() {
		check();
		return this.lines.stream().map(Line::room).distinct().toList();
	}

	private void check() {
		if (this.broken) {
			throw new DataAccessResourceFailureException("The test says no");
		}
	}

}
