package io.actor.test.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.group.GroupEvent;
import io.actor.group.GroupJoined;
import io.actor.group.Groups;
import io.actor.node.EpmdMode;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeListener;
import io.actor.node.PeerAddress;
import io.actor.node.PeerInfo;
import io.actor.process.Down;
import io.actor.process.Process;
import io.actor.process.SystemEvent;
import io.actor.process.SystemMonitor;
import io.actor.term.Binary;
import io.actor.term.RegisteredName;

/**
 * The main class of a node to be harmed: {@code NAME TICK-MILLISECONDS PEER...}.
 * Commands, one a line, and their answers:
 *
 * <pre>
 * connect NODE              connected NODE | unreachable NODE
 * watch NODE                watching NODE, and once its counter is gone: DOWN NODE REASON
 * call NODE                 called NODE | failed NODE REASON
 * flood NODE SENDERS BYTES  flooding
 * load NODE,...  MILLIS     loading; calls one of them at intervals, another if it fails
 * calm                      calm sent=N calls=N retried=N failed=N longest=MILLIS
 * dial ADDRESS COUNT        dialled; holds bare connections until
 * hang                      hung
 * stats                     stats processes=N timers=N ...
 * </pre>
 *
 * It says {@code up NODE}, {@code down NODE REASON} and, of the group of all counters,
 * {@code members N} when they happen.
 */
public final class FaultNode {

	/** The secret of all nodes of a bench. */
	static final String COOKIE = "cookie-of-the-nodes-to-be-harmed";

	private static final String GROUP = "counters";

	private final Node node;

	private final AtomicLong served = new AtomicLong();

	private final AtomicLong suspended = new AtomicLong();

	private final AtomicLong sent = new AtomicLong();

	private final List<Socket> dialled = new ArrayList<>();

	private final Load load;

	private volatile boolean flooding;

	record Add(int amount) implements Request<Integer> {
	}

	/** Counts; whoever is asked while it counts is alive. */
	private final class Counter extends GenServer<Add, Object> {

		private int sum;

		@Override
		protected Next handleCall(Add add, From from) {
			this.sum += add.amount();
			FaultNode.this.served.incrementAndGet();
			return reply(add, this.sum);
		}

	}

	/** Takes whatever comes. */
	private static final class Sink extends GenServer<Request<?>, Object> {

		@Override
		protected Next handleInfo(Object message) {
			return noReply();
		}

	}

	private FaultNode(NodeConfig config) {
		this.node = Node.create(config);
		this.load = new Load(this.node);
		this.node.listen(new NodeListener() {
			@Override
			public void nodeUp(PeerInfo peer) {
				say("up " + peer.name());
			}

			@Override
			public void nodeDown(PeerInfo peer, String reason) {
				say("down " + peer.name() + " " + reason);
			}
		});
	}

	/** Starts a node and does what it is told until its input ends. */
	public static void main(String[] args) throws IOException {
		String host = args[0].substring(args[0].indexOf('@') + 1);
		FaultNode node = new FaultNode(NodeConfig.named(args[0], COOKIE)
			.address(InetAddress.getByName(host))
			.insecure(true)
			.port(Place.PORT)
			.epmd(EpmdMode.NONE)
			.netTickTime(Duration.ofMillis(Long.parseLong(args[1])))
			.peers(Arrays.stream(args).skip(2).map(PeerAddress::parse).toList()));
		node.run();
	}

	private void run() throws IOException {
		Runtime.getRuntime().addShutdownHook(new Thread(this::end));
		this.node.open();
		this.node.start(Counter::new, StartOptions.named("counter"));
		this.node.start(Sink::new, StartOptions.named("sink"));
		this.node.processes().monitoring().set(SystemMonitor.to(this.node.spawn((self) -> {
			while (true) {
				self.receive(SystemEvent.BusyDistPort.class);
				this.suspended.incrementAndGet();
			}
		})).busyDistPort());
		this.node.spawn(this::countMembers);
		say("ready");
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = commands.readLine(); line != null; line = commands.readLine()) {
			obey(line.split(" "));
		}
		System.exit(0);
	}

	/** The group of the counters of all nodes. */
	private void countMembers(Process self) {
		Groups groups = this.node.groups();
		int members = groups.monitor(GROUP).members().size();
		groups.join(GROUP, this.node.whereis("counter").orElseThrow());
		while (true) {
			GroupEvent event = self.receive(GroupEvent.class);
			members += (event instanceof GroupJoined) ? event.pids().size() : -event.pids().size();
			say("members " + members);
		}
	}

	/** Ended by a signal, or by the end of its input. */
	private void end() {
		this.node.close();
		say("served " + this.served.get());
	}

	private void obey(String[] words) throws IOException {
		switch (words[0]) {
			case "connect" -> say((connected(words[1]) ? "connected " : "unreachable ") + words[1]);
			case "watch" -> watch(words[1]);
			case "call" -> call(words[1]);
			case "flood" -> flood(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
			case "load" -> {
				this.load.begin(List.of(words[1].split(",")), Duration.ofMillis(Long.parseLong(words[2])));
				say("loading");
			}
			case "calm" -> {
				this.flooding = false;
				say("calm sent=" + this.sent.get() + " " + this.load.end());
			}
			case "dial" -> dial(words[1], Integer.parseInt(words[2]));
			case "hang" -> hang();
			case "stats" -> say(Stats.of(this.node) + " suspended=" + this.suspended.get() + " sent=" + this.sent.get()
					+ " served=" + this.served.get());
			default -> say("what is " + words[0]);
		}
	}

	/** Named peers are known by port; others are on the port of all nodes. */
	private boolean connected(String name) {
		return this.node.connect(name);
	}

	private void watch(String name) {
		this.node.spawn((self) -> {
			self.monitor(new RegisteredName("counter", name));
			this.node.server("counter", name).call(new Add(0));
			say("watching " + name);
			say("DOWN " + name + " " + self.receive(Down.class).reason());
		});
	}

	private void call(String name) {
		try {
			this.node.server("counter", name).call(new Add(1), Duration.ofSeconds(10));
			say("called " + name);
		}
		catch (CallException ex) {
			say("failed " + name + " " + ex.reason());
		}
	}

	private void flood(String name, int senders, int bytes) {
		this.flooding = true;
		Binary payload = Binary.of(new byte[bytes]);
		RegisteredName sink = new RegisteredName("sink", name);
		for (int i = 0; i < senders; i++) {
			this.node.spawn((self) -> {
				while (this.flooding) {
					self.send(sink, payload);
					this.sent.incrementAndGet();
				}
			});
		}
		say("flooding");
	}

	private void dial(String address, int count) throws IOException {
		for (int i = 0; i < count; i++) {
			this.dialled.add(new Socket(address, Place.PORT));
		}
		say("dialled");
	}

	private void hang() throws IOException {
		for (Socket socket : this.dialled) {
			socket.close();
		}
		this.dialled.clear();
		say("hung");
	}

	private static synchronized void say(String line) {
		System.out.println(line);
		System.out.flush();
	}

}
