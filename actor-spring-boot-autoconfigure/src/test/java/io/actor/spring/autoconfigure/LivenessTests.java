package io.actor.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.application.Application;
import io.actor.application.ApplicationSpec;
import io.actor.application.RestartType;
import io.actor.application.StartType;
import io.actor.gen.GenServer;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.node.NodeState;
import io.actor.process.ExitReason;
import io.actor.supervisor.ChildSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When only a restart of the JVM can help, whatever Spring Boot says meanwhile. */
@Timeout(60)
class LivenessTests {

	@Test
	void anApplicationThatGivesUpWhileItStartsStaysBroken() {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.registerShutdownHook(false);
		// One of them starts the log anew, which other tests use.
		builder.application().setListeners(List.of());

		try (ConfigurableApplicationContext context = builder.run()) {
			assertThat(context.getBean(GivesUp.class).seen).contains(LivenessState.BROKEN, LivenessState.CORRECT);
			assertThat(context.getBean(ApplicationAvailability.class).getLivenessState())
				.isEqualTo(LivenessState.BROKEN);
		}
	}

	@Test
	void thePermanentApplicationThatTakesTheNodeAlongBreaksIt() {
		List<Object> states = new CopyOnWriteArrayList<>();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
			.withInitializer((context) -> context
				.addApplicationListener((ApplicationListener<AvailabilityChangeEvent<LivenessState>>) (event) -> states
					.add(event.getState())))
			.run((context) -> {
				Node node = context.getBean(Node.class);
				node.applications().start(ApplicationSpec.of("chat", Chat::new), RestartType.PERMANENT);
				node.whereis("lobby").ifPresent((pid) -> node.processes().exit(pid, pid, ExitReason.KILL));

				await().until(() -> node.state() == NodeState.DOWN);
				await().until(() -> states.contains(LivenessState.BROKEN));
			});
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ActorAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class })
	static class App {

		@Bean
		GivesUp givesUp(Node node) {
			return new GivesUp(node);
		}

		@Bean
		ChildSpec lobby() {
			return ChildSpec.worker("lobby", Lobby::new, StartOptions.named("lobby"));
		}

	}

	/** Starts when the servers run, and makes their supervisor give up. */
	static final class GivesUp implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<LivenessState>> {

		final List<Object> seen = new CopyOnWriteArrayList<>();

		private final Node node;

		GivesUp(Node node) {
			this.node = node;
		}

		@Override
		public void start() {
			await().until(() -> {
				this.node.whereis("lobby").ifPresent((pid) -> this.node.processes().exit(pid, pid, ExitReason.KILL));
				return this.node.whereis(Node.APPLICATION).isEmpty();
			});
			await().until(() -> this.seen.contains(LivenessState.BROKEN));
		}

		@Override
		public void onApplicationEvent(AvailabilityChangeEvent<LivenessState> event) {
			this.seen.add(event.getState());
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

	static final class Lobby extends GenServer<Request<?>, Object> {

	}

	static final class Chat implements Application {

		@Override
		public ChildSpec start(StartType type, Map<String, Object> environment) {
			return ChildSpec.worker("lobby", Lobby::new, StartOptions.named("lobby"));
		}

	}

}
