package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.actor.node.Node;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.test.tape.Choices;

/**
 * Processes that send each other numbered messages, some of them all at once, and
 * receivers that wait, look selectively, and look without waiting. Checks MB-S1 to MB-S5
 * and MB-L1 on one node: every message arrives once, unchanged and in order.
 */
final class MailboxTraffic implements Workload {

	private final List<Pid> receivers = new ArrayList<>();

	private int senders;

	private int sent;

	private int received;

	/**
	 * A message.
	 *
	 * @param sender who sends it
	 * @param number counts the messages from this sender to this receiver
	 * @param urgent whether the receiver may take it before others
	 */
	record Numbered(int sender, int number, boolean urgent) {
	}

	@Override
	public String name() {
		return "mailbox";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node node) {
		Choices choices = arena.choices(name());
		int processes = 1 + choices.below(arena.profile().size());
		int messages = choices.between(1, 20 * arena.profile().size());
		for (int i = 0; i < processes; i++) {
			int kind = choices.below(3);
			this.receivers.add(node.spawn((self) -> receive(arena, self, kind)));
		}
		int senders = 1 + choices.below(5);
		for (int sender = 0; sender < senders; sender++) {
			int me = this.senders++;
			int burst = choices.oneOf(1, 5, 100);
			node.spawn((self) -> send(arena, self, me, messages, burst));
		}
	}

	private void send(Arena arena, Process self, int me, int messages, int burst) {
		int[] numbers = new int[this.receivers.size()];
		for (int i = 0; i < messages; i++) {
			int to = (i / burst + me) % this.receivers.size();
			this.sent++;
			self.send(this.receivers.get(to), new Numbered(me, numbers[to]++, i % 7 == 3));
			if (i % burst == burst - 1) {
				self.receive(Object.class, Duration.ofMillis(i % 3));
			}
		}
	}

	private void receive(Arena arena, Process self, int kind) {
		Map<Integer, Integer> next = new HashMap<>();
		while (true) {
			Numbered message = switch (kind) {
				case 0 -> self.receive(Numbered.class);
				case 1 -> self.receive(Numbered.class, Numbered::urgent, Duration.ofMillis(2))
					.or(() -> self.receive(Numbered.class, Duration.ZERO))
					.orElse(null);
				default -> self.receive(Numbered.class, Duration.ofMillis(1)).orElse(null);
			};
			if (message == null) {
				continue;
			}
			this.received++;
			int expected = next.merge(message.sender(), 1, Integer::sum) - 1;
			if (kind != 1 && message.number() != expected) {
				throw arena.violated("MB-S1",
						self.pid() + " took " + message + " where number " + expected + " was next");
			}
		}
	}

	@Override
	public boolean settled(Arena arena) {
		return this.sent == this.received;
	}

	@Override
	public String waitsFor(Arena arena) {
		return "MB-L1: " + this.sent + " messages were sent and " + this.received + " taken";
	}

}
