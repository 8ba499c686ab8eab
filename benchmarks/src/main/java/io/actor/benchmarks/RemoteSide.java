package io.actor.benchmarks;

import java.util.Collection;
import java.util.List;

import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.node.EpmdMode;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.PeerAddress;
import io.actor.process.ProcessLimits;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;

/**
 * The other node of the remote workloads, a JVM of its own with two servers: one that
 * answers pings and counts chunks, one that adds. It calls the node that measures.
 *
 * <p>
 * Arguments: its name and {@code name@host:port} of the node that measures.
 */
public final class RemoteSide {

	static final String ECHO = "echo";

	static final String ADDER = "adder";

	private static final String COOKIE = "benchmark";

	/** Without the limit on mailboxes, as in the other workloads. */
	private static final ProcessLimits LIMITS = new ProcessLimits(ProcessLimits.DEFAULT.processes(), 0);

	private RemoteSide() {
	}

	public static void main(String[] arguments) throws Exception {
		NodeConfig config = config(arguments[0]).peers(List.of(PeerAddress.parse(arguments[1])));
		try (Node node = Node.start(config)) {
			node.start(Echo::new, StartOptions.named(ECHO));
			node.start(Adder::new, StartOptions.named(ADDER));
			// Whoever started it kills it, or closes its input by ending.
			while (System.in.read() >= 0) {
				Thread.onSpinWait();
			}
		}
	}

	static NodeConfig config(String name) {
		return NodeConfig.named(name, COOKIE).port(0).epmd(EpmdMode.NONE).limits(LIMITS);
	}

	private static final class Echo extends GenServer<Request<?>, Object> {

		private int left;

		private int expected;

		private Destination counting = RegisteredName.local("nobody");

		@Override
		protected Collection<? extends Class<?>> infoTypes() {
			return List.of(RemoteMessage.class);
		}

		@Override
		protected Next handleInfo(Object message) {
			switch (message) {
				case RemoteMessage.Chunk _ -> {
					if (--this.left == 0) {
						self().send(this.counting, new RemoteMessage.Counted(this.expected));
					}
				}
				case RemoteMessage.Ping(Pid from) -> self().send(from, new RemoteMessage.Pong(self().pid()));
				case RemoteMessage.Expect(Pid from, int chunks) -> {
					this.left = chunks;
					this.expected = chunks;
					this.counting = from;
					self().send(from, new RemoteMessage.Pong(self().pid()));
				}
				default -> throw new IllegalStateException("Not expected: " + message);
			}
			return noReply();
		}

	}

}
