package io.actor.spring.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import io.actor.node.Node;
import io.actor.test.Membership;
import io.actor.test.NodeStarter;
import io.actor.test.Probe;
import io.actor.test.TestClock;
import io.actor.test.World;
import io.actor.test.simulation.SimulationOptions;
import io.actor.test.tape.Tape;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The nodes of a {@link ClusterTest} and the application contexts around them. A node
 * that crashes takes its context with it; {@code world().start("b")} makes a new one.
 */
public final class Cluster implements AutoCloseable {

	private static final Logger LOGGER = LoggerFactory.getLogger(Cluster.class);

	private final Map<String, ConfigurableApplicationContext> contexts = new LinkedHashMap<>();

	private final int size;

	private final World world;

	private Cluster(int size, long seed, BiFunction<Membership, World, ConfigurableApplicationContext> application) {
		this.size = size;
		this.world = new World(Tape.of(seed), SimulationOptions.PLAIN, new Contexts(application));
	}

	/** Starts it and waits until all nodes are connected and know each other's groups. */
	static Cluster start(int size, long seed,
			BiFunction<Membership, World, ConfigurableApplicationContext> application) {
		Cluster cluster = new Cluster(size, seed, application);
		try {
			cluster.world.form(size);
			cluster.await();
			return cluster;
		}
		catch (RuntimeException | AssertionError ex) {
			cluster.close();
			throw ex;
		}
	}

	/** The world the nodes are in: crash, start and stop them, cut the network. */
	public World world() {
		return this.world;
	}

	/** The virtual clock of the world. */
	public TestClock clock() {
		return this.world.clock();
	}

	/** The nodes that run now, in order of their names. */
	public List<String> nodes() {
		return this.world.running().stream().sorted().toList();
	}

	/**
	 * A bean of the context around a node. Clients among them are called from the test as
	 * from the application.
	 * @throws IllegalArgumentException if the node does not run
	 */
	public <T> T bean(String node, Class<T> type) {
		return context(node).getBean(type);
	}

	/**
	 * The context around a node.
	 * @throws IllegalArgumentException if the node does not run
	 */
	public ApplicationContext context(String node) {
		ConfigurableApplicationContext context = this.contexts.get(node);
		if (context == null) {
			throw new IllegalArgumentException("No node '" + node + "' runs in this cluster, only " + nodes());
		}
		return context;
	}

	/** A process on a node that keeps what it is sent; it ends with the node. */
	public Probe probe(String node) {
		return this.world.probe(node);
	}

	/** Ends partitions and starts the nodes that are missing. */
	void repair() {
		this.world.heal();
		IntStream.range(0, this.size)
			.mapToObj((index) -> String.valueOf((char) ('a' + index)))
			.filter((name) -> !this.world.isRunning(name))
			.forEach(this.world::start);
		await();
	}

	private void await() {
		this.world.awaitMesh();
		this.world.settle();
	}

	/** Ends the world, and then the contexts in it. */
	@Override
	public void close() {
		this.world.close();
	}

	/** Each node of the world in a context of its own. */
	private final class Contexts implements NodeStarter {

		private final BiFunction<Membership, World, ConfigurableApplicationContext> application;

		Contexts(BiFunction<Membership, World, ConfigurableApplicationContext> application) {
			this.application = application;
		}

		@Override
		public Node start(Membership membership) {
			ConfigurableApplicationContext context = this.application.apply(membership, Cluster.this.world);
			Cluster.this.contexts.put(alive(membership.machine().name()), context);
			return context.getBean(Node.class);
		}

		/**
		 * The application shall not take the end of its processes for a failure it has to
		 * report, nor wait for them when its context is closed.
		 */
		@Override
		public void crashing(Node node) {
			try {
				node.close();
			}
			catch (IllegalStateException ex) {
				LOGGER.debug("{} has crashed and cannot close in order", node, ex);
			}
		}

		@Override
		public void gone(Node node) {
			ConfigurableApplicationContext context = Cluster.this.contexts.remove(alive(node.name()));
			if (context != null) {
				context.close();
			}
		}

		private static String alive(String name) {
			return name.substring(0, name.indexOf('@'));
		}

	}

}
