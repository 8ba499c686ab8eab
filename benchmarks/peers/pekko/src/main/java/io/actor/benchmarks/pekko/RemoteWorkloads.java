package io.actor.benchmarks.pekko;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Runs the workloads between two systems, each a JVM, and prints one JSON line per
 * repetition. What one op is: README.md of the benchmarks.
 *
 * <p>
 * Arguments: {@code short|full default|tuned|vt workload...}.
 */
public final class RemoteWorkloads {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final int PAUSE_MILLIS = 100;

	private final Dispatcher dispatcher;

	private final Measurements measurements;

	private final int first;

	private final Actors actors;

	private RemoteWorkloads(Dispatcher dispatcher, Measurements measurements) throws Exception {
		this.dispatcher = dispatcher;
		this.measurements = measurements;
		this.first = freePort();
		this.actors = new Actors(RemoteSystem.config(dispatcher, this.first, this.first));
	}

	public static void main(String[] arguments) throws Exception {
		String system = System.getProperty("bench.sys", "pekko-" + arguments[1]);
		Measurements measurements = new Measurements(system, arguments[0].equals("full"));
		RemoteWorkloads workloads = new RemoteWorkloads(Dispatcher.of(arguments[1]), measurements);
		for (String name : Arrays.asList(arguments).subList(2, arguments.length)) {
			workloads.run(name);
		}
		// Leaving the cluster in order would wait for a member that was killed.
		Runtime.getRuntime().halt(0);
	}

	private static int freePort() throws Exception {
		try (ServerSocket any = new ServerSocket(0)) {
			return any.getLocalPort();
		}
	}

	private void run(String name) throws Exception {
		int port = freePort();
		Process other = RemoteSystem.start(this.dispatcher, port, this.first);
		try {
			awaitMembers();
			ActorRef<RemoteMessage> echo = ActorRefResolver.get(this.actors.system())
				.resolveActorRef("pekko://bench@127.0.0.1:" + port + "/user/" + RemoteSystem.ECHO);
			switch (name) {
				case "r1" -> pingPong(echo);
				case "r2" -> oneWay(echo, "r2_oneway_100B", 100, this.measurements.size(300_000, 1_000_000));
				case "r3" -> oneWay(echo, "r3_oneway_10KB", 10 * 1024, this.measurements.size(30_000, 100_000));
				case "r4" -> {
					calls(echo, "r4_call1", 1, this.measurements.size(5_000, 20_000));
					calls(echo, "r4_call100", 100, this.measurements.size(500, 2_000));
				}
				case "r5" -> nodeDown(other);
				default -> throw new IllegalArgumentException("No workload " + name);
			}
		}
		finally {
			other.destroyForcibly().waitFor();
		}
	}

	private void awaitMembers() throws InterruptedException {
		Cluster cluster = Cluster.get(this.actors.system());
		long end = System.nanoTime() + TIMEOUT.toNanos();
		while (true) {
			int up = 0;
			for (var member : cluster.state().getMembers()) {
				up += member.status().equals(MemberStatus.up()) ? 1 : 0;
			}
			if (up == 2) {
				return;
			}
			if (System.nanoTime() > end) {
				throw new IllegalStateException("The other system did not come up");
			}
			Thread.sleep(PAUSE_MILLIS);
		}
	}

	private void pingPong(ActorRef<RemoteMessage> echo) throws Exception {
		int roundTrips = this.measurements.size(5_000, 20_000);
		this.measurements.repeat("r1_pingpong", roundTrips, () -> {
			Finish finish = new Finish(1);
			this.actors.spawn(new Pinger(echo, roundTrips, finish)).tell(RemoteMessage.Go.GO);
			finish.await();
		});
	}

	private void oneWay(ActorRef<RemoteMessage> echo, String name, int bytes, int chunks) throws Exception {
		this.measurements.repeat(name, chunks, () -> {
			Finish finish = new Finish(1);
			this.actors.spawn(new Flood(echo, bytes, chunks, finish)).tell(RemoteMessage.Go.GO);
			finish.await();
		});
	}

	private void calls(ActorRef<RemoteMessage> echo, String name, int callers, int each) throws Exception {
		this.measurements.repeat(name, (long) callers * each, () -> {
			Finish finish = new Finish(callers);
			List<Behavior<RemoteMessage>> behaviors = new ArrayList<>();
			for (int i = 0; i < callers; i++) {
				behaviors.add(new Caller(echo, each, finish));
			}
			for (ActorRef<RemoteMessage> caller : this.actors.spawn(behaviors)) {
				caller.tell(RemoteMessage.Go.GO);
			}
			finish.await();
		});
	}

	/** The time to UnreachableMember: nothing tells Pekko earlier. */
	private void nodeDown(Process other) throws Exception {
		CountDownLatch down = new CountDownLatch(1);
		ActorRef<ClusterEvent.UnreachableMember> watcher = this.actors.spawn(new Watcher(down));
		Cluster.get(this.actors.system())
			.subscriptions()
			.tell(Subscribe.create(watcher, ClusterEvent.UnreachableMember.class));
		// The failure detector needs some heartbeats before it suspects anybody.
		Thread.sleep(TIMEOUT.toMillis() / 20);
		long start = System.nanoTime();
		other.destroyForcibly();
		if (!down.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
			throw new IllegalStateException("The death of the system was not noticed");
		}
		this.measurements.reportMillis("r5_nodedown", (System.nanoTime() - start) / 1e6, 1);
	}

	private static final class Watcher extends Receiver<ClusterEvent.UnreachableMember> {

		private final CountDownLatch down;

		Watcher(CountDownLatch down) {
			this.down = down;
		}

		@Override
		public Behavior<ClusterEvent.UnreachableMember> receive(
				TypedActorContext<ClusterEvent.UnreachableMember> context, ClusterEvent.UnreachableMember message) {
			this.down.countDown();
			return this;
		}

	}

	private static final class Pinger extends Receiver<RemoteMessage> {

		private final ActorRef<RemoteMessage> echo;

		private final Finish finish;

		private int left;

		Pinger(ActorRef<RemoteMessage> echo, int roundTrips, Finish finish) {
			this.echo = echo;
			this.left = roundTrips;
			this.finish = finish;
		}

		@Override
		public Behavior<RemoteMessage> receive(TypedActorContext<RemoteMessage> context, RemoteMessage message) {
			if (this.left-- == 0) {
				this.finish.arrive();
				return Behaviors.stopped();
			}
			this.echo.tell(new RemoteMessage.Ping(context.asJava().getSelf()));
			return this;
		}

	}

	private static final class Flood extends Receiver<RemoteMessage> {

		private final ActorRef<RemoteMessage> echo;

		private final int bytes;

		private final int chunks;

		private final Finish finish;

		Flood(ActorRef<RemoteMessage> echo, int bytes, int chunks, Finish finish) {
			this.echo = echo;
			this.bytes = bytes;
			this.chunks = chunks;
			this.finish = finish;
		}

		@Override
		public Behavior<RemoteMessage> receive(TypedActorContext<RemoteMessage> context, RemoteMessage message) {
			switch (message) {
				case RemoteMessage.Go _ ->
					this.echo.tell(new RemoteMessage.Expect(context.asJava().getSelf(), this.chunks));
				case RemoteMessage.Pong _ -> {
					RemoteMessage chunk = new RemoteMessage.Chunk(new byte[this.bytes]);
					for (int i = 0; i < this.chunks; i++) {
						this.echo.tell(chunk);
					}
				}
				default -> {
					this.finish.arrive();
					return Behaviors.stopped();
				}
			}
			return this;
		}

	}

	private static final class Caller extends Receiver<RemoteMessage> {

		private final ActorRef<RemoteMessage> server;

		private final Finish finish;

		private int left;

		Caller(ActorRef<RemoteMessage> server, int calls, Finish finish) {
			this.server = server;
			this.left = calls;
			this.finish = finish;
		}

		@Override
		public Behavior<RemoteMessage> receive(TypedActorContext<RemoteMessage> context, RemoteMessage event) {
			if (event instanceof RemoteMessage.Failed(Throwable cause)) {
				throw new IllegalStateException(cause);
			}
			if (this.left-- == 0) {
				this.finish.arrive();
				return Behaviors.stopped();
			}
			int number = this.left;
			context.asJava()
				.ask(RemoteMessage.class, this.server, TIMEOUT, (replyTo) -> new RemoteMessage.Add(replyTo, number),
						(sum, failure) -> (sum != null) ? sum : new RemoteMessage.Failed(failure));
			return this;
		}

	}

}
