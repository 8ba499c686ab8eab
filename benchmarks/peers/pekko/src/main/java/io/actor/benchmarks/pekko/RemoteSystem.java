package io.actor.benchmarks.pekko;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The two systems of the remote workloads: members of a cluster, because without one
 * Pekko tells nobody that a node is gone, and Artery TCP between them.
 *
 * <p>
 * Arguments of the other system's JVM: {@code default|tuned|vt port port-of-the-first}.
 */
public final class RemoteSystem {

	static final String ECHO = "echo";

	private RemoteSystem() {
	}

	public static void main(String[] arguments) throws IOException {
		Config config = config(Dispatcher.of(arguments[0]), Integer.parseInt(arguments[1]),
				Integer.parseInt(arguments[2]));
		ActorSystem<Void> system = ActorSystem.create(Behaviors.setup((context) -> {
			context.spawn(new Echo(), ECHO);
			return Behaviors.empty();
		}), "bench", config);
		// Whoever started it kills it, or closes its input by ending.
		while (System.in.read() >= 0) {
			Thread.onSpinWait();
		}
		system.terminate();
	}

	/** The queue to the network is longer than its default, which drops messages. */
	static Config config(Dispatcher dispatcher, int port, int first) {
		return ConfigFactory.parseString("""
				pekko.actor.provider = cluster
				pekko.cluster.jmx.enabled = off
				pekko.cluster.seed-nodes = ["pekko://bench@127.0.0.1:%2$d"]
				pekko.coordinated-shutdown.exit-jvm = off
				pekko.remote.artery {
				  transport = tcp
				  canonical.hostname = "127.0.0.1"
				  canonical.port = %1$d
				  advanced.outbound-message-queue-size = 2000000
				}
				pekko.actor.serializers.bench = "io.actor.benchmarks.pekko.RemoteSerializer"
				pekko.actor.serialization-bindings { "io.actor.benchmarks.pekko.RemoteMessage" = bench }
				""".formatted(port, first)).withFallback(dispatcher.remoteConfig());
	}

	/** Starts the other system in a JVM with the flags of this one. */
	static Process start(Dispatcher dispatcher, int port, int first) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), RemoteSystem.class.getName(),
				dispatcher.name(), String.valueOf(port), String.valueOf(first)));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	private static final class Echo extends Receiver<RemoteMessage> {

		private int left;

		private ActorRef<RemoteMessage> counting;

		@Override
		public Behavior<RemoteMessage> receive(TypedActorContext<RemoteMessage> context, RemoteMessage message) {
			switch (message) {
				case RemoteMessage.Chunk _ -> {
					if (--this.left == 0) {
						this.counting.tell(new RemoteMessage.Counted());
					}
				}
				case RemoteMessage.Ping(ActorRef<RemoteMessage> from) -> from.tell(new RemoteMessage.Pong());
				case RemoteMessage.Add(ActorRef<RemoteMessage> replyTo, int number) ->
					replyTo.tell(new RemoteMessage.Sum(number + 1));
				case RemoteMessage.Expect(ActorRef<RemoteMessage> from, int chunks) -> {
					this.left = chunks;
					this.counting = from;
					from.tell(new RemoteMessage.Pong());
				}
				default -> throw new IllegalStateException("Not expected: " + message);
			}
			return this;
		}

	}

}
