package io.actor.spring.autoconfigure;

import java.time.Duration;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeState;
import io.actor.scheduler.SchedulerOptions;
import io.actor.spring.client.ActorTemplate;
import io.actor.spring.server.GenServers;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ActorAutoConfigurationTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, GenServerClientAutoConfiguration.class));

	@Test
	void aNodeWithoutANameIsUpAndOpensNoPort() {
		this.contexts.run((context) -> {
			Node node = context.getBean(Node.class);
			assertThat(node.state()).isEqualTo(NodeState.UP);
			assertThat(node.name()).isEqualTo("nonode@nohost");
			assertThat(node.port()).isEmpty();
			assertThat(node.isDistributed()).isFalse();
			assertThat(context).hasSingleBean(ActorTemplate.class).hasSingleBean(GenServers.class);
		});
	}

	@Test
	void theNodeIsDownWhenTheContextIsClosed() {
		this.contexts.run((context) -> {
			Node node = context.getBean(Node.class);
			context.close();
			assertThat(node.state()).isEqualTo(NodeState.DOWN);
		});
	}

	@Test
	void nothingIsConfiguredWhenDisabled() {
		this.contexts.withPropertyValues("actor.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Node.class)
				.doesNotHaveBean(ActorTemplate.class)
				.doesNotHaveBean(NodeLifecycle.class));
	}

	@Test
	void anApplicationsOwnNodeIsUsed() {
		Node own = Node.start();
		this.contexts.withBean("own", Node.class, () -> own).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(Node.class).doesNotHaveBean("actorNode");
			assertThat(context.getBean(ActorTemplate.class).node()).isSameAs(own);
		});
		assertThat(own.state()).isEqualTo(NodeState.DOWN);
	}

	@Test
	void anApplicationsOwnNodeConfigurationIsUsed() {
		this.contexts.withBean("own", NodeConfig.class, NodeConfig::local)
			.withPropertyValues("actor.node.name=named@localhost")
			.run((context) -> assertThat(context.getBean(Node.class).name()).isEqualTo("nonode@nohost"));
	}

	@Test
	void anApplicationsOwnTemplateIsUsed() {
		this.contexts.withBean("own", ActorTemplate.class, () -> new ActorTemplate(Node.start(), Duration.ZERO))
			.run((context) -> {
				assertThat(context).hasSingleBean(ActorTemplate.class).doesNotHaveBean("actorTemplate");
				context.getBean(ActorTemplate.class).node().close();
			});
	}

	@Test
	void customizersHaveTheLastWord() {
		this.contexts.withPropertyValues("actor.scheduler.queues=1")
			.withBean(NodeConfigCustomizer.class,
					() -> (config) -> config.scheduling(new SchedulerOptions(3, 1, Duration.ofMillis(100), false)))
			.run((context) -> assertThat(context.getBean(Node.class).scheduler().queues()).isEqualTo(3));
	}

	@Test
	void schedulerSettingsReachTheNode() {
		this.contexts.withPropertyValues("actor.scheduler.queues=3")
			.run((context) -> assertThat(context.getBean(Node.class).scheduler().queues()).isEqualTo(3));
	}

	@Test
	void twoContextsInOneJvmHaveTwoNodes() {
		this.contexts.run((one) -> this.contexts
			.run((other) -> assertThat(one.getBean(Node.class)).isNotSameAs(other.getBean(Node.class))));
	}

	@Test
	void itWorksWithoutActuatorMicrometerHealthAndValidation() {
		this.contexts
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "io.micrometer",
					"org.springframework.boot.health", "jakarta.validation"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Node.class));
	}

}
