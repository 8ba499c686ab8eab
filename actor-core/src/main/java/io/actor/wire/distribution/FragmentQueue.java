package io.actor.wire.distribution;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * The long messages of a connection, cut and sent in turn, so that none of them keeps the
 * line for itself: one fragment of each sender, and what others send goes between. What a
 * sender sends after its long message stays behind that; signals between two processes
 * keep their order. Not thread-safe.
 */
public final class FragmentQueue {

	private final Map<Object, Lane> lanes = new HashMap<>();

	/** In the order of their turns. */
	private final Queue<Lane> turns = new ArrayDeque<>();

	private long bytes;

	/** Whether nothing waits. */
	public boolean isEmpty() {
		return this.turns.isEmpty();
	}

	/** How many senders have something here. */
	public int senders() {
		return this.turns.size();
	}

	/** Bytes that wait. */
	public long bytes() {
		return this.bytes;
	}

	/**
	 * Whether what this sender sends has to wait here.
	 * @param sender who sends, or null if that is not known: it may be any of those
	 */
	public boolean holds(@Nullable Object sender) {
		return (sender != null) ? this.lanes.containsKey(sender) : !isEmpty();
	}

	/** Takes a long message. */
	public void add(Object sender, FragmentedMessage message) {
		lane(sender).items.add(new Cut(message));
		this.bytes += message.remaining();
	}

	/**
	 * Takes a frame that has to wait.
	 * @param sender who sends it, or null: then it waits for all that is here
	 * @param frame copied
	 */
	public void add(@Nullable Object sender, byte[] frame, int length) {
		Item item = new Whole(Arrays.copyOf(frame, length), (sender != null) ? 1 : this.turns.size());
		if (sender != null) {
			lane(sender).items.add(item);
		}
		else {
			this.turns.forEach((lane) -> lane.items.add(item));
		}
		this.bytes += length;
	}

	private Lane lane(Object sender) {
		return this.lanes.computeIfAbsent(sender, (each) -> {
			Lane lane = new Lane(each);
			this.turns.add(lane);
			return lane;
		});
	}

	/**
	 * Hands on the next frame, if there is one.
	 * @return whether anything is left
	 */
	public boolean next(FrameSink out) {
		Lane lane = this.turns.poll();
		if (lane == null) {
			return false;
		}
		Item first = lane.items.element();
		this.bytes -= first.next(out);
		if (first.isDone()) {
			lane.items.remove();
		}
		if (lane.items.isEmpty()) {
			this.lanes.remove(lane.sender);
		}
		else {
			this.turns.add(lane);
		}
		return !isEmpty();
	}

	/** What one sender has sent. */
	private static final class Lane {

		private final Object sender;

		private final Queue<Item> items = new ArrayDeque<>();

		Lane(Object sender) {
			this.sender = sender;
		}

	}

	private interface Item {

		/** Hands on one frame or none, and tells how many bytes are gone. */
		long next(FrameSink out);

		boolean isDone();

	}

	private record Cut(FragmentedMessage message) implements Item {

		@Override
		public long next(FrameSink out) {
			int before = this.message.remaining();
			this.message.next(out);
			return before - this.message.remaining();
		}

		@Override
		public boolean isDone() {
			return !this.message.hasNext();
		}

	}

	/**
	 * A frame that stands in one lane or more, and leaves when it is first in the last.
	 */
	private static final class Whole implements Item {

		private final byte[] frame;

		private int lanes;

		Whole(byte[] frame, int lanes) {
			this.frame = frame;
			this.lanes = lanes;
		}

		@Override
		public long next(FrameSink out) {
			if (--this.lanes > 0) {
				return 0;
			}
			out.frame(this.frame, this.frame.length);
			return this.frame.length;
		}

		@Override
		public boolean isDone() {
			return true;
		}

	}

}
