package io.actor.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeState;
import io.actor.process.ExitReason;
import io.actor.spring.actuate.ActorHealthIndicator;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCast;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class NodeLifecycleTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	@Test
	void theNodeIsUpWhileTheWebServerIs() {
		List<NodeState> seen = new ArrayList<>();
		this.contexts.withBean(WebServer.class, () -> new WebServer(seen, false)).run((context) -> context.close());

		assertThat(seen).containsExactly(NodeState.UP, NodeState.UP);
	}

	@Test
	void nothingIsOpenBeforeTheLifecycleStarts() {
		List<NodeState> seen = new ArrayList<>();
		this.contexts.withBean(Probe.class, () -> new Probe(seen))
			.run((context) -> assertThat(seen).containsExactly(NodeState.STARTING));
	}

	@Test
	void aContextThatCannotStartLeavesNoNodeBehind() {
		List<Node> nodes = new ArrayList<>();
		this.contexts
			.withInitializer((context) -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					if (bean instanceof Node node) {
						nodes.add(node);
					}
					return bean;
				}
			}))
			.withBean(WebServer.class, () -> new WebServer(new ArrayList<>(), true))
			.run((context) -> assertThat(context).hasFailed());

		assertThat(nodes).singleElement().extracting(Node::state).isEqualTo(NodeState.DOWN);
	}

	@Test
	void theServersOfAnApplicationRunOnItsOwnNodeThatIsUpAlready() {
		Node own = Node.start();
		this.contexts.withBean("own", Node.class, () -> own).withUserConfiguration(Knock.class).run((context) -> {
			assertThat(own.whereis("knock")).isPresent();
			context.close();
			assertThat(own.state()).isEqualTo(NodeState.DOWN);
		});
	}

	@Test
	void aChildContextRunsItsServersOnTheNodeOfItsParentAndTakesOnlyThemAlong() {
		this.contexts.withUserConfiguration(Knock.class)
			.withPropertyValues("actor.supervisors.chat.period=5s")
			.run((parent) -> {
				Node node = parent.getBean(Node.class);
				this.contexts.withParent(parent).withUserConfiguration(Bell.class).run((child) -> {
					assertThat(child).hasNotFailed();
					assertThat(child.getBean(Node.class)).isSameAs(node);
					assertThat(node.whereis("bell")).isPresent();

					child.close();

					assertThat(node.whereis("bell")).isEmpty();
					assertThat(node.application().whichChild("bell")).isEmpty();
					assertThat(node.state()).isEqualTo(NodeState.UP);
					assertThat(node.whereis("knock")).isPresent();
				});
			});
	}

	@Test
	void aChildContextThatCannotStartLeavesNothingOnTheNodeOfItsParent() {
		this.contexts.run((parent) -> {
			Node node = parent.getBean(Node.class);
			this.contexts.withParent(parent).withUserConfiguration(Bell.class, Stuck.class).run((child) -> {
				assertThat(child).hasFailed();
				assertThat(child.getStartupFailure()).hasStackTraceContaining("no rope");
				assertThat(node.whereis("bell")).isEmpty();
				assertThat(node.state()).isEqualTo(NodeState.UP);
			});
		});
	}

	@Test
	void aContextThatWasStoppedCannotStartItsNodeAgainAndSaysSo() {
		this.contexts.run((context) -> {
			context.stop();

			assertThatThrownBy(context::start).hasStackTraceContaining("a closed node cannot be started again");
		});
	}

	@Test
	void anApplicationThatHasGivenUpIsBroken() {
		List<Object> states = new CopyOnWriteArrayList<>();
		this.contexts.withUserConfiguration(Knock.class)
			.withInitializer((context) -> context
				.addApplicationListener((ApplicationListener<AvailabilityChangeEvent<LivenessState>>) (event) -> states
					.add(event.getState())))
			.run((context) -> {
				Node node = context.getBean(Node.class);
				ActorHealthIndicator health = new ActorHealthIndicator(node);
				assertThat(status(health)).isEqualTo(Status.UP);

				await().until(() -> {
					node.whereis("knock").ifPresent((pid) -> node.processes().exit(pid, pid, ExitReason.KILL));
					return node.whereis(Node.APPLICATION).isEmpty();
				});

				assertThat(status(health)).isEqualTo(Status.DOWN);
				await().until(() -> states.contains(LivenessState.BROKEN));
			});
	}

	@Test
	void aClosedNodeIsDownAndOneThatHasNotStartedIsOutOfService() {
		Node node = Node.create(NodeConfig.local());
		ActorHealthIndicator health = new ActorHealthIndicator(node);

		assertThat(status(health)).isEqualTo(Status.OUT_OF_SERVICE);
		node.close();
		assertThat(status(health)).isEqualTo(Status.DOWN);
	}

	private static Status status(ActorHealthIndicator indicator) {
		Health health = indicator.health();
		return (health != null) ? health.getStatus() : Status.UNKNOWN;
	}

	@GenServer(name = "knock")
	static class Knock {

		@HandleCast
		void knock(String message) {
		}

	}

	@GenServer(name = "bell")
	@Order(1)
	static class Bell extends Knock {

	}

	@GenServer(name = "stuck")
	@Order(2)
	static class Stuck extends Knock {

		Stuck() {
			throw new IllegalStateException("no rope");
		}

	}

	/** Looks when all beans are there and nothing has started. */
	private static final class Probe implements SmartInitializingSingleton {

		private final List<NodeState> seen;

		@Autowired
		private Node node;

		Probe(List<NodeState> seen) {
			this.seen = seen;
		}

		@Override
		public void afterSingletonsInstantiated() {
			this.seen.add(this.node.state());
		}

	}

	/** Starts and stops where the web server does. */
	private static final class WebServer implements SmartLifecycle {

		private final List<NodeState> seen;

		private final boolean fails;

		private boolean running;

		@Autowired
		private Node node;

		WebServer(List<NodeState> seen, boolean fails) {
			this.seen = seen;
			this.fails = fails;
		}

		@Override
		public void start() {
			if (this.fails) {
				throw new IllegalStateException("cannot start");
			}
			this.seen.add(this.node.state());
			this.running = true;
		}

		@Override
		public void stop() {
			this.seen.add(this.node.state());
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE;
		}

	}

}
