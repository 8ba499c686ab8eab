package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

import io.actor.node.Node;
import io.actor.node.NodeListener;
import io.actor.node.PeerInfo;
import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import io.actor.term.Tuple;
import io.actor.test.World;
import io.actor.test.simulation.SimulatedNetwork;
import io.actor.test.tape.Choices;

/**
 * Messages over a network that damages bytes. The protocol has no checksum: a bit turned
 * inside a binary arrives as another binary, and in the name of the receiver makes the
 * message one for somebody else. What has to hold is that bytes are refused or read as
 * what they are, that a bad frame costs its own connection and nothing else, and that the
 * nodes find each other again when the damage has ended (DC-S6).
 */
final class DamagedBytes implements Workload {

	private static final Atom SEALED = Atom.of("sealed");

	private static final Atom ECHO = Atom.of("echo");

	private final List<Client> clients = new ArrayList<>();

	private int echoes;

	/** Who sends. */
	private static final class Client {

		private final String alive;

		private Pid pid;

		private boolean gone;

		private boolean done;

		private Client(String alive) {
			this.alive = alive;
		}

	}

	@Override
	public String name() {
		return "damage";
	}

	@Override
	public boolean alone() {
		return true;
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node node) {
		if (arena.active()) {
			arena.world().simulation().network().damage(arena.choices(name()).oneOf(5, 30, 200));
		}
		node.listen(new NodeListener() {
			@Override
			public void nodeDown(PeerInfo peer, String reason) {
				if (reason.startsWith("protocol error")) {
					arena.mark(ClusterMarks.DAMAGE_NOTICED);
				}
			}
		});
		listen(arena, node);
		Client client = new Client(alive);
		this.clients.add(client);
		client.pid = node.spawn((self) -> arena.guard(() -> talk(arena, self, client)));
	}

	@Override
	public void nodeCrashed(Arena arena, String alive) {
		this.clients.forEach((each) -> each.gone |= each.alive.equals(alive));
	}

	@Override
	public void calm(Arena arena) {
		SimulatedNetwork network = arena.world().simulation().network();
		network.damage(0);
		// A stream that has lost the boundaries of its frames may never find them again.
		network.resetAll();
		// A turned bit can have made an exit signal of a message.
		for (String alive : arena.nodes()) {
			Node node = arena.node(alive);
			if (node.processes().whereis(name()).isEmpty()) {
				listen(arena, node);
			}
		}
	}

	private void listen(Arena arena, Node node) {
		node.spawn((self) -> {
			self.register(name());
			while (true) {
				Object message = self.receive();
				if (message instanceof Tuple echo && echo.isTagged(ECHO, 3) && echo.get(1) instanceof Pid from) {
					self.send(from, echo);
				}
				else if (message instanceof Tuple tuple && tuple.isTagged(SEALED, 3)
						&& tuple.get(1) instanceof Binary body && !tuple.get(2).equals(seal(body))) {
					arena.mark(ClusterMarks.DAMAGE_TAKEN);
				}
			}
		});
	}

	private static Int seal(Binary body) {
		CRC32 sum = new CRC32();
		sum.update(body.asByteBuffer());
		return Int.of(sum.getValue());
	}

	private void talk(Arena arena, Process self, Client me) {
		Choices choices = arena.choices(name());
		int messages = choices.between(1, 20 * arena.profile().size());
		int pause = choices.oneOf(5, 100);
		for (int i = 0; i < messages && arena.active(); i++) {
			byte[] bytes = new byte[choices.below(choices.chance(0.02) ? 100_000 : 300)];
			Binary body = Binary.copyOf(bytes, 0, bytes.length);
			self.send(new RegisteredName(name(), World.fullName(choices.oneOf(arena.world().cluster()))),
					Tuple.of(SEALED, body, seal(body)));
			self.receive(Object.class, Duration.ofMillis(choices.below(pause)));
		}
		while (arena.active()) {
			self.receive(Object.class, Duration.ofMillis(300));
		}
		for (String alive : arena.world().cluster()) {
			Tuple echo = Tuple.of(ECHO, self.pid(), Int.of(++this.echoes));
			boolean heard = false;
			while (!heard && arena.reach(me.alive, alive)) {
				self.send(new RegisteredName(name(), World.fullName(alive)), echo);
				heard = self.receive(Tuple.class, echo::equals, Duration.ofMillis(1_500)).isPresent();
			}
		}
		me.done = true;
	}

	@Override
	public boolean settled(Arena arena) {
		return this.clients.stream()
			.allMatch((each) -> each.gone || each.done || !arena.node(each.alive).processes().isAlive(each.pid));
	}

	@Override
	public String waitsFor(Arena arena) {
		return "DC-S6: an echo does not come back though nothing is damaged any more, on "
				+ this.clients.stream().filter((each) -> !each.gone && !each.done).map((each) -> each.alive).toList();
	}

}
