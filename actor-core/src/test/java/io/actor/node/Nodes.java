package io.actor.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes of our own on the loopback address, and a server to talk to. */
final class Nodes implements AutoCloseable {

	static final String COOKIE = "cookie-of-the-tests-of-our-nodes";

	private static final AtomicInteger NUMBERS = new AtomicInteger();

	private final java.util.ArrayList<Node> started = new java.util.ArrayList<>();

	/** What the counter can be asked. */
	sealed interface Question extends Request<Integer> {

	}

	record Add(int amount) implements Question {
	}

	record Never() implements Question {
	}

	record Note(int number) {
	}

	record Undeclared(String text, List<Integer> numbers) {
	}

	/** Adds numbers and remembers everything else. */
	static final class Counter extends GenServer<Question, Note> {

		private final LinkedBlockingQueue<Object> seen;

		private int sum;

		Counter(LinkedBlockingQueue<Object> seen) {
			this.seen = seen;
		}

		@Override
		protected Next handleCall(Question request, From from) {
			if (request instanceof Add add) {
				this.sum += add.amount();
				return reply(add, this.sum);
			}
			this.seen.add(request);
			return noReply();
		}

		@Override
		protected Next handleCast(Note note) {
			this.seen.add(note);
			return noReply();
		}

		@Override
		protected Next handleInfo(Object message) {
			this.seen.add(message);
			return noReply();
		}

	}

	/** Writes down what a node tells about others. */
	static final class Events implements NodeListener {

		final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

		@Override
		public void nodeUp(PeerInfo peer) {
			this.seen.add("up " + peer.name());
		}

		@Override
		public void nodeDown(PeerInfo peer, String reason) {
			this.seen.add("down " + peer.name());
		}

		String next() throws InterruptedException {
			return this.seen.poll(10, TimeUnit.SECONDS);
		}

		/**
		 * The next node that is lost. That others are up may be told late: who asks a
		 * node for its peers sees them before.
		 */
		String down() throws InterruptedException {
			String event = next();
			while (event != null && event.startsWith("up ")) {
				event = next();
			}
			return String.valueOf(event).replace("down ", "");
		}

	}

	static String freshName(String alive) {
		return alive + NUMBERS.incrementAndGet() + "x" + ProcessHandle.current().pid() + "@127.0.0.1";
	}

	static NodeConfig config(String name) {
		return NodeConfig.named(name, COOKIE).port(0).epmd(EpmdMode.NONE);
	}

	Node start(String alive, Node... peers) {
		return start(config(freshName(alive)), peers);
	}

	Node start(NodeConfig config, Node... peers) {
		Node node = Node.start((peers.length == 0) ? config
				: config.peers(java.util.Arrays.stream(peers).map(Nodes::address).toList()));
		this.started.add(node);
		return node;
	}

	static PeerAddress address(Node node) {
		return new PeerAddress(node.name(), node.port().orElseThrow());
	}

	static LinkedBlockingQueue<Object> counter(Node node) {
		LinkedBlockingQueue<Object> seen = new LinkedBlockingQueue<>();
		node.start(() -> new Counter(seen), StartOptions.named("counter"));
		return seen;
	}

	static void connected(Node one, Node other) {
		org.awaitility.Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> {
				assertThat(one.peers()).extracting(PeerInfo::name).contains(other.name());
				assertThat(other.peers()).extracting(PeerInfo::name).contains(one.name());
			});
	}

	@Override
	public void close() {
		this.started.forEach(Node::close);
	}

}
