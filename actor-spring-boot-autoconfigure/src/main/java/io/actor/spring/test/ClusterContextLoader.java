package io.actor.spring.test;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.actor.node.NodeConfig;
import io.actor.node.PeerAddress;
import io.actor.test.Membership;
import io.actor.test.Probe;
import io.actor.test.TestClock;
import io.actor.test.World;
import io.actor.test.simulation.SimulatedNode;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootContextLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * Loads what a {@link ClusterTest} sees as its context: a small one with the
 * {@link Cluster}, which loads the application's contexts, one for each node.
 */
final class ClusterContextLoader extends SpringBootContextLoader {

	@Override
	public ApplicationContext loadContext(MergedContextConfiguration config) throws Exception {
		Map<String, Object> properties = TestPropertySourceUtils
			.convertInlinedPropertiesToMap(config.getPropertySourceProperties());
		Object nodes = properties.get(ClusterTestContextBootstrapper.NODES);
		Cluster cluster = Cluster.start(Integer.parseInt(String.valueOf(nodes)),
				WorldSeed.choose((String) properties.get(WorldSeed.PROPERTY)),
				(membership, world) -> new NodeContextLoader(membership, world).load(config));
		return context(cluster);
	}

	private static ApplicationContext context(Cluster cluster) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		World world = cluster.world();
		Probes probes = new Probes(world, World.fullName("a"));
		context.registerBean("cluster", Cluster.class, () -> cluster);
		context.registerBean("world", World.class, () -> world, (definition) -> definition.setDestroyMethodName(""));
		context.registerBean("clock", TestClock.class, world::clock);
		context.registerBean("probes", Probes.class, () -> probes);
		context.registerBean("probe", Probe.class, probes::start,
				(definition) -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE));
		context.registerShutdownHook();
		context.refresh();
		return context;
	}

	/** Loads the context of one node. */
	private static final class NodeContextLoader extends SpringBootContextLoader {

		private final Membership membership;

		private final World world;

		NodeContextLoader(Membership membership, World world) {
			this.membership = membership;
			this.world = world;
		}

		ConfigurableApplicationContext load(MergedContextConfiguration config) {
			try {
				return (ConfigurableApplicationContext) loadContext(config);
			}
			catch (Exception ex) {
				throw new IllegalStateException("The context of node " + this.membership.machine().name()
						+ " did not start: " + ex.getMessage(), ex);
			}
		}

		/** The cluster closes it, and not a hook at the same time. */
		@Override
		protected SpringApplication getSpringApplication() {
			SpringApplication application = super.getSpringApplication();
			application.setRegisterShutdownHook(false);
			application.addInitializers(this::join);
			return application;
		}

		private void join(ConfigurableApplicationContext context) {
			String name = this.membership.machine().name();
			String peers = this.membership.peers().stream().map(PeerAddress::toString).collect(Collectors.joining(","));
			Map<String, Object> properties = new LinkedHashMap<>(ProductionSettings.UNDONE);
			properties.put("actor.node.name", name);
			properties.put("actor.test.node", name.substring(0, name.indexOf('@')));
			properties.put("actor.node.cookie", this.membership.cookie());
			properties.put("actor.node.port", NodeConfig.DEFAULT_PORT);
			properties.put("actor.node.peers", peers);
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("cluster", properties));
			context.getBeanFactory().registerSingleton("actorTestWorld", this.world);
			context.getBeanFactory().registerSingleton("actorTestMachine", this.membership.machine());
		}

	}

}
