package io.actor.spring.test;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

import io.actor.node.Node;
import io.actor.scheduler.ActorClock;
import io.actor.test.Probe;
import io.actor.test.TestClock;
import io.actor.test.World;
import io.actor.test.simulation.SimulatedNode;
import io.actor.test.simulation.SimulationOptions;
import io.actor.test.tape.Tape;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The world of a context, and the context's node in it. Contexts of a cluster are given
 * world and machine by the {@link Cluster}.
 */
@Configuration(proxyBeanMethods = false)
class WorldConfiguration {

	private static final String NO_NAME = "nonode@nohost";

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	World actorTestWorld(Environment environment) {
		return new World(Tape.of(WorldSeed.choose(environment.getProperty(WorldSeed.PROPERTY))),
				SimulationOptions.PLAIN);
	}

	@Bean
	@ConditionalOnMissingBean
	SimulatedNode actorTestMachine(World world, Environment environment) {
		String name = environment.getProperty("actor.node.name");
		return world.simulation().node(StringUtils.hasText(name) ? name.strip() : NO_NAME);
	}

	@Bean
	WorldMember actorTestWorldMember(World world, SimulatedNode machine, ObjectProvider<Node> node) {
		return new WorldMember(world, machine, node);
	}

	@Bean
	TestClock actorTestClock(World world) {
		return world.clock();
	}

	/** For application code that asks a clock what time it is. */
	@Bean
	@ConditionalOnMissingBean(InstantSource.class)
	Clock actorTestWallClock(SimulatedNode machine) {
		ActorClock clock = machine.seams().clock();
		InstantSource source = () -> Instant.ofEpochMilli(clock.wallMillis());
		return source.withZone(ZoneOffset.UTC);
	}

	@Bean
	Probes actorTestProbes(World world, SimulatedNode machine) {
		return new Probes(world, machine.name());
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	Probe actorTestProbe(Probes probes) {
		return probes.start();
	}

}
