package io.actor.test.swarm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who has sent what to whom and who has taken it: the messages of each sender to each
 * receiver arrive once, unchanged and in order, and none after the sender's end was seen
 * (MB-S1, MB-S2, MB-S3, MB-S5, LM-S5).
 */
final class Ledger {

	private final Site site;

	private final Map<Way, Queue<Sent>> ways = new LinkedHashMap<>();

	private final Set<Way> closed = new HashSet<>();

	private final Set<Word> taken = new HashSet<>();

	private int numbers;

	private int outstanding;

	/**
	 * A message.
	 *
	 * @param from who sends it
	 * @param to whom
	 * @param number no two messages have the same
	 * @param urgent whether a receiver may take it before others
	 */
	record Word(int from, int to, int number, boolean urgent) {
	}

	private record Way(int from, int to) {
	}

	/** A message on its way. */
	final class Sent {

		final Word word;

		/** Whether it may be dropped because its receiver can switch the address off. */
		private boolean droppable;

		private boolean awaited = true;

		private long completed = Long.MAX_VALUE;

		private long completedAt = Long.MAX_VALUE;

		private Sent(Word word, boolean droppable) {
			this.word = word;
			this.droppable = droppable;
		}

		/** The send has returned: from now on the message must be there. */
		void completed() {
			this.completed = Ledger.this.site.event();
			this.completedAt = Ledger.this.site.now();
		}

		/** Whether the send had returned before this event. */
		boolean completedBefore(long event) {
			return this.completed < event;
		}

	}

	Ledger(Site site) {
		this.site = site;
	}

	/** A send is about to begin. */
	Sent sending(int from, int to, boolean urgent, boolean droppable) {
		Sent sent = new Sent(new Word(from, to, this.numbers++, urgent), droppable);
		this.ways.computeIfAbsent(new Way(from, to), (way) -> new ArrayDeque<>()).add(sent);
		this.outstanding++;
		return sent;
	}

	Sent sending(int from, int to) {
		return sending(from, to, false, false);
	}

	/**
	 * A receive that takes the first of the messages that match has taken this one.
	 * @param by who has taken it
	 */
	void taken(int by, Word word, Predicate<? super Word> matching) {
		Way way = new Way(word.from(), by);
		if (word.to() != by) {
			throw this.site.violated("MB-S3", word + " has come to " + by);
		}
		if (this.taken.contains(word)) {
			throw this.site.violated("MB-S2", by + " has taken " + word + " twice");
		}
		if (this.closed.contains(way)) {
			throw this.site.violated("LM-S5", by + " has got " + word + " after the end of its sender");
		}
		boolean passed = false;
		Iterator<Sent> each = this.ways.getOrDefault(way, new ArrayDeque<>()).iterator();
		while (each.hasNext()) {
			Sent sent = each.next();
			if (sent.word.equals(word)) {
				each.remove();
				this.taken.add(word);
				forgo(sent);
				if (passed) {
					this.site.mark(Marks.MESSAGES_PASSED_OVER);
				}
				return;
			}
			if (!matching.test(sent.word)) {
				passed = true;
			}
			else if (sent.droppable) {
				each.remove();
				forgo(sent);
			}
			else {
				throw this.site.violated(passed ? "MB-S5" : "MB-S1",
						by + " has taken " + word + " before " + sent.word);
			}
		}
		throw this.site.violated("MB-S3", by + " has taken " + word + ", which was not on its way");
	}

	void taken(int by, Word word) {
		taken(by, word, (any) -> true);
	}

	/**
	 * A receive has found no match: there was none in the mailbox when it began, nor, if
	 * time stands still while something can run, at any instant before this one.
	 * @param begin when it began
	 */
	void foundNothing(int by, long begin, Predicate<? super Word> matching) {
		this.ways.forEach((way, queue) -> {
			if (way.to() == by) {
				for (Sent sent : queue) {
					boolean there = sent.completed < begin || (this.site.exact() && sent.completedAt < this.site.now());
					if (there && !sent.droppable && matching.test(sent.word)) {
						throw this.site.violated("MB-L1", by + " gave up while " + sent.word + " was in its mailbox");
					}
					if (matching.test(sent.word)) {
						this.site.mark(Marks.TIMEOUT_BESIDE_MESSAGE);
					}
				}
			}
		});
	}

	/**
	 * A receiver that takes its messages in order has seen the end of a sender: all that
	 * was sent before must have come, and nothing may follow.
	 */
	void ended(int from, int by) {
		Way way = new Way(from, by);
		Queue<Sent> queue = this.ways.get(way);
		if (queue != null) {
			for (Sent sent : queue) {
				if (sent.completed != Long.MAX_VALUE && !sent.droppable) {
					throw this.site.violated("LM-S5",
							by + " has seen the end of " + from + " and not yet its " + sent.word);
				}
			}
			// What the sender was killed in the middle of was never sent.
			queue.forEach(this::forgo);
			this.ways.remove(way);
		}
		this.closed.add(way);
	}

	/** A receiver has ended: what was on its way to it is lost. */
	void lost(int receiver) {
		List<Way> lost = new ArrayList<>();
		this.ways.forEach((way, queue) -> {
			if (way.to() == receiver) {
				queue.forEach(this::forgo);
				lost.add(way);
			}
		});
		lost.forEach(this.ways::remove);
	}

	/**
	 * A sender has ended; what it was in the middle of sending may or may not come.
	 */
	void uncertain(int sender) {
		this.ways.forEach((way, queue) -> {
			if (way.from() == sender) {
				queue.stream().filter((sent) -> sent.completed == Long.MAX_VALUE).forEach((sent) -> {
					sent.droppable = true;
					forgo(sent);
				});
			}
		});
	}

	private void forgo(Sent sent) {
		if (sent.awaited) {
			sent.awaited = false;
			this.outstanding--;
		}
	}

	/** What was sent to it before this event, or has begun to be, and was not taken. */
	List<Sent> waiting(int receiver, long event, boolean completed) {
		List<Sent> waiting = new ArrayList<>();
		this.ways.forEach((way, queue) -> {
			if (way.to() == receiver) {
				queue.stream().filter((sent) -> sent.completedBefore(event) == completed).forEach(waiting::add);
			}
		});
		return waiting;
	}

	/** Whether it has been taken. */
	boolean hasTaken(Sent sent) {
		return this.taken.contains(sent.word);
	}

	/** It has not been taken and will not be: if it comes all the same, that is wrong. */
	void dropped(Sent sent) {
		forgo(sent);
		Queue<Sent> queue = this.ways.get(new Way(sent.word.from(), sent.word.to()));
		if (queue != null) {
			queue.remove(sent);
		}
	}

	/** Messages sent and not taken. */
	int outstanding() {
		return this.outstanding;
	}

	@Override
	public String toString() {
		List<String> missing = new ArrayList<>();
		this.ways.values()
			.forEach((queue) -> queue.stream().limit(3).forEach((sent) -> missing.add(sent.word.toString())));
		return this.outstanding + " messages have not been taken: " + missing.subList(0, Math.min(5, missing.size()));
	}

}
