package io.actor.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.actor.jackson.TermMapper;
import io.actor.process.Distribution;
import io.actor.process.ExitReason;
import io.actor.process.MessageConverter;
import io.actor.process.Process;
import io.actor.process.ProcessLimits;
import io.actor.process.ProcessListener;
import io.actor.process.NodeIdentity;
import io.actor.process.NodeServices;
import io.actor.process.Processes;
import io.actor.process.RemoteSpawn;
import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Randomness;
import io.actor.scheduler.SchedulerListener;
import io.actor.scheduler.SchedulerOptions;
import io.actor.scheduler.Task;
import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.etf.TermEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Some nodes in one JVM, connected without a network: a signal from one to another waits
 * in the queue of its direction until it is delivered, a message as the bytes it would
 * have on the wire. Signals of one direction keep their order. A connection that is cut
 * loses what is in its queues, and then monitors and links across it fire with
 * {@link ExitReason#NOCONNECTION}, as when a node is lost.
 *
 * <p>
 * With {@link #automatic()} a thread delivers everything at once; else
 * {@link #deliver(String, String)} does so signal by signal, in the order the test wants.
 */
public final class TestNodes implements AutoCloseable {

	private static final Randomness RANDOMNESS = Randomness.secure();

	private final boolean automatic;

	/** The one thread that delivers, cuts and connects. */
	private final ExecutorService wire = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("wire").factory());

	private final Map<String, TestNode> nodes = new ConcurrentHashMap<>();

	/** By sending and receiving node; there only while they are connected. */
	private final Map<Direction, Queue> queues = new ConcurrentHashMap<>();

	/** Monitors across nodes. Guarded by itself. */
	private final Map<Ref, Watch> watches = new LinkedHashMap<>();

	/** Links across nodes, once for each side. Guarded by {@link #watches}. */
	private final List<Link> links = new ArrayList<>();

	private record Direction(String from, String to) {
	}

	private record Watch(String from, String to, Pid watcher, Destination target) {
	}

	private record Link(String from, String to, Pid own, Pid other) {
	}

	/** Signals under way; its own lock guards it. */
	private static final class Queue extends ArrayDeque<Runnable> {

		private static final long serialVersionUID = 1L;

	}

	private TestNodes(boolean automatic) {
		this.automatic = automatic;
	}

	/** Nodes whose signals arrive by themselves. */
	public static TestNodes automatic() {
		return new TestNodes(true);
	}

	/** Nodes whose signals arrive when the test says so. */
	public static TestNodes manual() {
		return new TestNodes(false);
	}

	/** Starts a node that is connected with no other. */
	public Processes start(String name) {
		TestNode node = new TestNode(name);
		if (this.nodes.put(name, node) != null) {
			throw new IllegalArgumentException("There is a node " + name);
		}
		return node.processes;
	}

	/** A node hears of others from now on, on the thread that delivers. */
	public void listen(String name, NodeListener listener) {
		node(name).listeners.add(listener);
	}

	/** Connects two nodes, and tells both. */
	public void connect(String one, String other) {
		onWire(() -> {
			this.queues.put(new Direction(one, other), new Queue());
			this.queues.put(new Direction(other, one), new Queue());
			node(one).up(other);
			node(other).up(one);
			return true;
		});
	}

	/** Cuts the connection of two nodes, and tells both. */
	public void cut(String one, String other) {
		onWire(() -> {
			this.queues.remove(new Direction(one, other));
			this.queues.remove(new Direction(other, one));
			lose(one, other);
			lose(other, one);
			node(one).down(other);
			node(other).down(one);
			return true;
		});
	}

	/** Whether two nodes are connected. */
	public boolean connected(String one, String other) {
		return queue(one, other) != null;
	}

	/** How many signals are under way from one node to another. */
	public int pending(String from, String to) {
		Queue queue = queue(from, to);
		if (queue == null) {
			return 0;
		}
		synchronized (queue) {
			return queue.size();
		}
	}

	/** Delivers the oldest signal from one node to another, if there is one. */
	public boolean deliver(String from, String to) {
		return onWire(() -> deliverNext(new Direction(from, to)));
	}

	private boolean deliverNext(Direction direction) {
		Queue queue = queue(direction.from(), direction.to());
		Runnable signal = null;
		if (queue != null) {
			synchronized (queue) {
				signal = queue.poll();
			}
		}
		if (signal != null) {
			signal.run();
		}
		return signal != null;
	}

	/** Everything that depends on the connection from one node to another ends. */
	private void lose(String from, String to) {
		Map<Ref, Watch> lost = new LinkedHashMap<>();
		List<Link> unlinked;
		synchronized (this.watches) {
			this.watches.forEach((ref, watch) -> {
				if (watch.from().equals(from) && watch.to().equals(to)) {
					lost.put(ref, watch);
				}
			});
			this.watches.keySet().removeAll(lost.keySet());
			unlinked = this.links.stream().filter((link) -> link.from().equals(from) && link.to().equals(to)).toList();
			this.links.removeAll(unlinked);
		}
		lost.forEach((ref, watch) -> {
			node(to).processes.remoteSignals().demonitor(watch.watcher(), watch.target(), ref);
			node(from).processes.remoteSignals().down(watch.watcher(), watch.target(), ref, ExitReason.NOCONNECTION);
		});
		unlinked.forEach((link) -> node(from).processes.remoteSignals()
			.exitLink(link.other(), link.own(), ExitReason.NOCONNECTION));
	}

	private @Nullable Queue queue(String from, String to) {
		return this.queues.get(new Direction(from, to));
	}

	private TestNode node(String name) {
		return Objects.requireNonNull(this.nodes.get(name), () -> "No node " + name);
	}

	private <T> T onWire(Callable<T> action) {
		try {
			return this.wire.submit(action).get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.queues.clear();
		this.nodes.values().forEach(TestNode::close);
		this.wire.close();
	}

	/** One node: its processes, and what it sends to others. */
	private final class TestNode implements Distribution, SchedulerListener, ProcessListener {

		private final String name;

		private final ActorTimers timers;

		private final ActorScheduler scheduler;

		private final Processes processes;

		private final MessageConverter converter = new RecordConverter(new TermMapper());

		private final List<NodeListener> listeners = new ArrayList<>();

		private volatile boolean ready;

		private TestNode(String name) {
			this.name = name;
			ActorClock clock = ActorClock.system();
			this.timers = ActorTimers.wheel(clock);
			this.scheduler = ActorScheduler.start(new SchedulerOptions(1, 1, Duration.ofSeconds(10), true), this, clock,
					this.timers);
			this.processes = new Processes(new NodeIdentity(Atom.of(name), RANDOMNESS.nextInt() >>> 1 | 1),
					new NodeServices(clock, this.scheduler, this.timers, RANDOMNESS), ProcessLimits.DEFAULT,
					this.converter, this);
			this.processes.distribution(this);
			this.ready = true;
		}

		private void up(String other) {
			this.listeners.forEach((listener) -> listener.nodeUp(peer(other)));
		}

		private void down(String other) {
			this.listeners.forEach((listener) -> listener.nodeDown(peer(other), "cut"));
		}

		private PeerInfo peer(String other) {
			return new PeerInfo(other, Instant.EPOCH, true, false, node(other).processes.creation(), PeerInfo.PLAIN);
		}

		/** Puts a signal on its way. False if there is no connection. */
		private boolean signal(String to, Runnable delivery) {
			Queue queue = queue(this.name, to);
			if (queue == null) {
				return false;
			}
			synchronized (queue) {
				queue.add(delivery);
			}
			if (TestNodes.this.automatic) {
				TestNodes.this.wire.execute(() -> deliverNext(new Direction(this.name, to)));
			}
			return true;
		}

		private void message(String to, Destination receiver, Object message) {
			byte[] bytes = TermEncoder
				.encode((message instanceof Term term) ? term : this.converter.messageTerm(message));
			signal(to, () -> {
				try {
					Term term = new TermDecoder(DecodeLimits.WIRE).decode(bytes);
					Destination there = (receiver instanceof RegisteredName(String registered, String _))
							? RegisteredName.local(registered) : receiver;
					node(to).processes.remoteSignals().message(null, there, term);
				}
				catch (MalformedTermException ex) {
					throw new IllegalStateException(ex);
				}
			});
		}

		private static String nodeOf(Destination destination) {
			return switch (destination) {
				case Pid pid -> pid.node().name();
				case Ref ref -> ref.node().name();
				case RegisteredName name -> String.valueOf(name.node());
			};
		}

		@Override
		public void send(@Nullable Pid from, Pid to, Object message) {
			message(nodeOf(to), to, message);
		}

		@Override
		public void send(@Nullable Pid from, RegisteredName to, Object message) {
			message(nodeOf(to), to, message);
		}

		@Override
		public void sendIfConnected(@Nullable Pid from, Destination to, Object message) {
			message(nodeOf(to), to, message);
		}

		@Override
		public boolean sendNoSuspend(@Nullable Pid from, Destination to, Object message) {
			message(nodeOf(to), to, message);
			return true;
		}

		@Override
		public void send(@Nullable Pid from, Ref alias, Object message) {
			message(nodeOf(alias), alias, message);
		}

		@Override
		public void link(Pid from, Pid to) {
			String other = nodeOf(to);
			synchronized (TestNodes.this.watches) {
				TestNodes.this.links.add(new Link(this.name, other, from, to));
				TestNodes.this.links.add(new Link(other, this.name, to, from));
			}
			if (!signal(other, () -> node(other).processes.remoteSignals().link(from, to))) {
				unlinked(from, to);
				this.processes.remoteSignals().exitLink(to, from, ExitReason.NOCONNECTION);
			}
		}

		@Override
		public void unlink(long id, Pid from, Pid to) {
			String other = nodeOf(to);
			unlinked(from, to);
			signal(other, () -> {
				node(other).processes.remoteSignals().unlink(from, to);
				node(other).signal(this.name, () -> this.processes.remoteSignals().unlinked(id, to, from));
			});
		}

		private void unlinked(Pid one, Pid two) {
			synchronized (TestNodes.this.watches) {
				TestNodes.this.links.removeIf((link) -> (link.own().equals(one) && link.other().equals(two))
						|| (link.own().equals(two) && link.other().equals(one)));
			}
		}

		@Override
		public void exitLink(Pid from, Pid to, ExitReason reason) {
			String other = nodeOf(to);
			unlinked(from, to);
			ExitReason there = travelled(reason);
			signal(other, () -> node(other).processes.remoteSignals().exitLink(from, to, there));
		}

		@Override
		public void exit(Pid from, Pid to, ExitReason reason) {
			String other = nodeOf(to);
			ExitReason there = travelled(reason);
			signal(other, () -> node(other).processes.remoteSignals().exit(from, to, there));
		}

		@Override
		public void monitor(Pid watcher, Destination target, Ref ref) {
			String other = nodeOf(target);
			synchronized (TestNodes.this.watches) {
				TestNodes.this.watches.put(ref, new Watch(this.name, other, watcher, target));
			}
			if (!signal(other, () -> node(other).processes.remoteSignals().monitor(watcher, target, ref))) {
				unwatched(ref);
				this.processes.remoteSignals().down(watcher, target, ref, ExitReason.NOCONNECTION);
			}
		}

		@Override
		public void demonitor(Pid watcher, Destination target, Ref ref) {
			String other = nodeOf(target);
			unwatched(ref);
			signal(other, () -> node(other).processes.remoteSignals().demonitor(watcher, target, ref));
		}

		@Override
		public void down(Pid watcher, Destination target, Ref ref, ExitReason reason) {
			String other = nodeOf(watcher);
			ExitReason there = travelled(reason);
			signal(other, () -> {
				unwatched(ref);
				node(other).processes.remoteSignals().down(watcher, target, ref, there);
			});
		}

		/** These nodes ask each other for no processes. */
		@Override
		public void spawn(String node, RemoteSpawn spawn) {
			this.processes.remoteSignals().notSpawned(spawn, ExitReason.NOCONNECTION);
		}

		private void unwatched(Ref ref) {
			synchronized (TestNodes.this.watches) {
				TestNodes.this.watches.remove(ref);
			}
		}

		/** A reason as the other node sees it. */
		private ExitReason travelled(ExitReason reason) {
			return switch (reason) {
				case ExitReason.Named named -> named;
				case ExitReason.Shutdown shutdown ->
					ExitReason.of(Tuple.of(Atom.of("shutdown"), this.converter.dataTerm(shutdown.detail())));
				case ExitReason.Crash crash -> ExitReason.of(this.converter.dataTerm(crash.toString()));
				case ExitReason.Custom custom -> ExitReason.of(this.converter.dataTerm(custom.reason()));
			};
		}

		private void close() {
			this.processes.distribution(null);
			this.processes.pids().forEach((pid) -> this.processes.exit(this.processes.nobody(), pid, ExitReason.KILL));
			this.scheduler.close();
			this.timers.close();
		}

		@Override
		public void tick() {
			if (this.ready) {
				this.processes.tick();
			}
		}

		@Override
		public void longSchedule(Task task, Duration held, StackTraceElement[] stack) {
		}

		@Override
		public void longSchedule(Process process, Duration held, StackTraceElement[] stack) {
		}

		@Override
		public void escaped(Task task, Throwable failure) {
			throw new IllegalStateException("Escaped " + task, failure);
		}

		@Override
		public void crashed(Process process, ExitReason reason, int mailbox) {
		}

		@Override
		public void zombie(Process process, ExitReason reason, Duration since) {
		}

		@Override
		public void longMailbox(Process process, int length) {
		}

	}

}
