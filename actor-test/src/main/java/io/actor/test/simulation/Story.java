package io.actor.test.simulation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.actor.process.Message;
import io.actor.process.Process;
import io.actor.scheduler.Task;

import org.jspecify.annotations.Nullable;

/**
 * What happened in a world, for people: who sent what to whom, and what became of the
 * nodes and the network. Written down only when somebody wants to read it.
 */
public final class Story {

	private final LongSupplier clock;

	private final List<Event> events = new ArrayList<>();

	private final Map<Object, String> senders = new IdentityHashMap<>();

	private boolean told;

	/**
	 * One line of the story.
	 *
	 * @param time when, in virtual nanoseconds
	 * @param lane where it happened: a process or a node
	 * @param from where its cause happened, or null if it has none
	 * @param text what happened
	 */
	public record Event(long time, String lane, @Nullable String from, String text) {
	}

	Story(LongSupplier clock) {
		this.clock = clock;
	}

	/** Begins to write down what happens. */
	public void tell() {
		this.told = true;
	}

	/** Forgets what has happened so far: another test begins in the same world. */
	public void forget() {
		this.events.clear();
		this.senders.clear();
	}

	/** What has happened so far. */
	public List<Event> events() {
		return List.copyOf(this.events);
	}

	/** Something happened on a node. */
	public void node(String node, String what) {
		if (this.told) {
			this.events.add(new Event(this.clock.getAsLong(), node, null, what));
		}
	}

	/** Something a test or a workload wants to be in the story. */
	public void note(String lane, Supplier<String> what) {
		if (this.told) {
			node(lane, what.get());
		}
	}

	void sent(@Nullable Worker by, Task to, Object message) {
		if (this.told && by != null) {
			this.senders.put(message, (by.task() instanceof Process process) ? lane(process) : by.node().name());
		}
	}

	void taken(Task by, Object message) {
		if (this.told && by instanceof Process process) {
			Object body = (message instanceof Message known) ? known.body() : message;
			this.events.add(new Event(this.clock.getAsLong(), lane(process), this.senders.remove(message),
					"takes " + printed(body)));
		}
	}

	void ended(Task who, Object reason) {
		if (this.told && who instanceof Process process) {
			this.events.add(new Event(this.clock.getAsLong(), lane(process), null, "ends: " + printed(reason)));
		}
	}

	private static String lane(Process process) {
		return process + "@" + process.pid().node().name();
	}

	private static String printed(Object body) {
		String text = String.valueOf(body);
		return (text.length() <= 100) ? text : text.substring(0, 97) + "...";
	}

	/** Draws the last events as a space-time diagram; time goes down. */
	public String diagram(int lastEvents) {
		return new Diagram(this.events.subList(Math.max(0, this.events.size() - lastEvents), this.events.size()))
			.draw();
	}

}
