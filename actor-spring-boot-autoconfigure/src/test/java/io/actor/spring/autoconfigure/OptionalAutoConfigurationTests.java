package io.actor.spring.autoconfigure;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.spring.actuate.ActorHealthIndicator;
import io.actor.spring.actuate.NodesEndpoint;
import io.actor.spring.actuate.ProcessesEndpoint;
import io.actor.spring.metrics.ActorMeterBinder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** What there is only with Actuator, health or Micrometer. */
class OptionalAutoConfigurationTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorEndpointAutoConfiguration.class,
				ActorHealthContributorAutoConfiguration.class, ActorMetricsAutoConfiguration.class,
				ActorSanitizingAutoConfiguration.class));

	@Test
	void endpointsExistOnceTheyAreExposed() {
		this.contexts.run((context) -> assertThat(context).doesNotHaveBean(ProcessesEndpoint.class)
			.doesNotHaveBean(NodesEndpoint.class));
		this.contexts.withPropertyValues("management.endpoints.web.exposure.include=processes")
			.run((context) -> assertThat(context).hasSingleBean(ProcessesEndpoint.class)
				.doesNotHaveBean(NodesEndpoint.class));
	}

	@Test
	void anApplicationsOwnEndpointIsUsed() {
		this.contexts.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withBean("own", ProcessesEndpoint.class, () -> new ProcessesEndpoint(Node.create(NodeConfig.local())))
			.run((context) -> assertThat(context).hasSingleBean(ProcessesEndpoint.class)
				.doesNotHaveBean("processesEndpoint"));
	}

	@Test
	void healthCanBeDisabled() {
		this.contexts.run((context) -> assertThat(context).hasSingleBean(ActorHealthIndicator.class)
			.hasBean("actorHealthContributor"));
		this.contexts.withPropertyValues("management.health.actor.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ActorHealthIndicator.class));
	}

	@Test
	void anApplicationsOwnHealthIsUsed() {
		this.contexts.withBean("actorHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean(ActorHealthIndicator.class));
	}

	@Test
	void metersNeedARegistry() {
		this.contexts.run((context) -> assertThat(context).doesNotHaveBean(ActorMeterBinder.class));
		this.contexts.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasSingleBean(ActorMeterBinder.class));
	}

	@Test
	void nothingOfThisExistsWhenDisabled() {
		this.contexts.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("actor.enabled=false", "management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context).doesNotHaveBean(ProcessesEndpoint.class)
				.doesNotHaveBean(ActorHealthIndicator.class)
				.doesNotHaveBean(ActorMeterBinder.class));
	}

	@Test
	void cookiesAreHiddenAlsoWithoutANode() {
		this.contexts.withPropertyValues("actor.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(SanitizingFunction.class).doesNotHaveBean(Node.class));
	}

	@Test
	void anApplicationsOwnNodeHasItsEndpointsAlsoWhenOursIsDisabled() {
		this.contexts.withBean(Node.class, () -> Node.create(NodeConfig.local()))
			.withPropertyValues("actor.enabled=false", "management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ProcessesEndpoint.class)
				.hasSingleBean(NodesEndpoint.class));
	}

	@Test
	void theNodeRunsWithoutAnyOfThem() {
		this.contexts
			.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class,
					ConditionalOnEnabledHealthIndicator.class, MeterRegistry.class, SanitizingFunction.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Node.class)
				.doesNotHaveBean("processesEndpoint")
				.doesNotHaveBean("cookieSanitizingFunction")
				.doesNotHaveBean("actorHealthContributor")
				.doesNotHaveBean("actorMeterBinder"));
	}

}
