package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.actor.node.EpmdMode;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeListener;
import io.actor.node.PeerAddress;
import io.actor.node.PeerInfo;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.test.World;
import io.actor.test.simulation.SimulatedNode;
import io.actor.test.swarm.Stranger.Manner;
import io.actor.test.tape.Choices;

/**
 * Others who talk to the nodes: with a wrong cookie, under a name that is not theirs,
 * with garbage, or without a word. Checks HS-S1, HS-S2 and HS-L1 (none of them is let in,
 * all are shut out in time) and DC-S6 (who knows the cookie and sends a bad frame is shut
 * out too, and nobody else).
 */
final class Strangers implements Workload {

	/** Names that begin so belong to those who know the cookie and misuse it. */
	static final String GUEST = "guest";

	private final List<SimulatedNode> machines = new ArrayList<>();

	private final Set<Integer> forged = new HashSet<>();

	private final Set<Long> challenges = new HashSet<>();

	private Node impostor;

	private SimulatedNode impostorMachine;

	private int count;

	@Override
	public String name() {
		return "strangers";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node node) {
		node.listen(new NodeListener() {
			@Override
			public void nodeUp(PeerInfo peer) {
				if (Strangers.this.forged.contains(peer.creation()) && !peer.name().startsWith(GUEST)) {
					arena.violated("HS-S2", alive + " let in " + peer.name() + ", who does not know the cookie");
				}
			}
		});
		if (this.count == 0) {
			plan(arena);
			if (arena.choices(name()).chance(0.3)) {
				startImpostor(arena);
			}
		}
	}

	private void plan(Arena arena) {
		this.count++;
		Choices choices = arena.choices(name());
		arena.after(Duration.ofMillis(choices.between(1, 3_000)), () -> {
			if (arena.active()) {
				if (!arena.nodes().isEmpty() && this.count < 3 * arena.profile().size()) {
					visit(arena, choices);
				}
				plan(arena);
			}
		});
	}

	private void visit(Arena arena, Choices choices) {
		Manner manner = choices.oneOf(Manner.values());
		String victim = choices.oneOf(arena.nodes());
		String own = (manner == Manner.BAD_FRAME ? GUEST : "stranger") + this.count;
		SimulatedNode machine = arena.world().simulation().node(World.fullName(own));
		this.machines.add(machine);
		String name = World.fullName(own);
		if (manner == Manner.WRONG_COOKIE && choices.chance(0.5)) {
			name = World.fullName(choices.oneOf(arena.nodes()));
		}
		if (name.equals(World.fullName(victim))) {
			name = World.fullName(own);
		}
		int creation = 7_000_000 + this.count;
		this.forged.add(creation);
		Stranger stranger = new Stranger(arena, manner, name, World.fullName(victim), creation, this.challenges);
		machine.seams()
			.transport()
			.get()
			.connect(victim + ".sim", NodeConfig.DEFAULT_PORT, Duration.ofSeconds(7), stranger);
	}

	/** A node like any other, with another cookie. */
	private void startImpostor(Arena arena) {
		String name = World.fullName("impostor");
		SimulatedNode machine = arena.world().simulation().node(name);
		this.impostorMachine = machine;
		List<PeerAddress> peers = arena.nodes()
			.stream()
			.map((each) -> new PeerAddress(World.fullName(each), NodeConfig.DEFAULT_PORT))
			.toList();
		machine.run(() -> {
			Node node = Node.create(NodeConfig.named(name, "not-the-cookie-of-this-world")
				.epmd(EpmdMode.NONE)
				.peers(peers)
				.seams(machine.seams()));
			this.impostor = node;
			node.listen(new NodeListener() {
				@Override
				public void nodeUp(PeerInfo peer) {
					arena.violated("HS-S2", "A node with another cookie is connected with " + peer.name());
				}
			});
			node.open();
			this.forged.add(node.creation());
		});
	}

	@Override
	public void calm(Arena arena) {
		this.machines.forEach((each) -> each.crash(false, () -> {
		}));
		if (this.impostor != null) {
			Processes processes = this.impostor.processes();
			this.impostorMachine.crash(false,
					() -> processes.pids().forEach((pid) -> processes.exit(processes.nobody(), pid, ExitReason.KILL)));
		}
	}

}
