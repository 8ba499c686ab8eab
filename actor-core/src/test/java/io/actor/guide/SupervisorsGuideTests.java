package io.actor.guide;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.supervisor.AutoShutdown;
import io.actor.supervisor.Backoff;
import io.actor.supervisor.ChildInfo;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.DynamicSupervisor;
import io.actor.supervisor.PartitionSupervisor;
import io.actor.supervisor.PartitionSupervisorRef;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Shutdown;
import io.actor.supervisor.SimpleOneForOne;
import io.actor.supervisor.Supervisor;
import io.actor.supervisor.SupervisorModule;
import io.actor.supervisor.SupervisorRef;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The examples of docs/guide/supervisors.md. */
class SupervisorsGuideTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	/** A worker that can be told to end. */
	static class Worker extends GenServer<Worker.Name, ExitReason> {

		record Name() implements Request<String> {
		}

		private final String name;

		Worker(String name) {
			this.name = name;
		}

		@Override
		protected Next handleCall(Name request, From from) {
			return reply(request, this.name);
		}

		@Override
		protected Next handleCast(ExitReason reason) {
			return stop(reason);
		}

	}

	static final class Database extends Worker {

		Database() {
			super("database");
		}

	}

	static final class Cache extends Worker {

		Cache() {
			super("cache");
		}

	}

	static final class Job extends Worker {

		Job() {
			super("job");
		}

	}

	static final class Session extends Worker {

		Session(String user) {
			super(user);
		}

	}

	private void awaitNew(String name, Pid before) {
		await().until(() -> this.local.node().whereis(name).filter((pid) -> !pid.equals(before)).isPresent());
	}

	@Test
	void aTree() {
		Node node = this.local.node();

		Supervisor shop = Supervisor.restForOne()
			.intensity(3, Duration.ofSeconds(5))
			.child(ChildSpec.worker("database", Database::new).shutdown(Shutdown.after(Duration.ofSeconds(10))))
			.child(ChildSpec.worker("cache", Cache::new))
			.child(ChildSpec.worker("job", Job::new).restart(Restart.TRANSIENT));

		SupervisorRef running = node.start(shop, StartOptions.named("shop"));

		Pid cache = node.whereis("cache").orElseThrow();
		node.server("database").cast(ExitReason.named("broken"));
		awaitNew("cache", cache);
		await().until(() -> running.countChildren().active() == 3);
	}

	@Test
	void dynamicChildren() {
		Node node = this.local.node();

		DynamicSupervisor sessions = DynamicSupervisor.create().maxChildren(10_000);
		SupervisorRef running = node.start(sessions, StartOptions.named("sessions"));

		ChildSpec session = ChildSpec.workerWith("session", (arguments) -> new Session(arguments.get(0, String.class)),
				"ada");
		Pid ada = running.startChild(session.restart(Restart.TEMPORARY)).orElseThrow();

		running.terminateChild(ada);

		assertThat(running.whichChildren()).isEmpty();
	}

	@Test
	void childrenOfOneKind() {
		Node node = this.local.node();

		SimpleOneForOne sessions = Supervisor.simpleOneForOne(
				ChildSpec.workerWith("session", (arguments) -> new Session(arguments.get(0, String.class))));
		SupervisorRef running = node.start(sessions, StartOptions.named("sessions"));

		Pid ada = running.startChildWith("ada").orElseThrow();

		assertThat(node.server(ada).call(new Worker.Name())).isEqualTo("ada");
	}

	@Test
	void significantChildren() {
		Node node = this.local.node();

		Supervisor batch = Supervisor.oneForOne()
			.autoShutdown(AutoShutdown.ALL_SIGNIFICANT)
			.child(ChildSpec.worker("cache", Cache::new))
			.child(ChildSpec.worker("job", Job::new).restart(Restart.TRANSIENT).significant(true));

		SupervisorRef running = node.start(batch, StartOptions.named("batch"));
		var end = this.local.endOf(running.server().pid().orElseThrow());
		node.server("job").cast(ExitReason.NORMAL);
		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
	}

	@Test
	void partitions() {
		Node node = this.local.node();

		PartitionSupervisor caches = PartitionSupervisor.of(ChildSpec.worker("cache", Cache::new, StartOptions.DEFAULT))
			.partitions(4);
		node.start(caches, StartOptions.named("caches"));

		ServerRef cache = PartitionSupervisorRef.of(node.processes(), "caches").server("ada");

		assertThat(cache.call(new Worker.Name())).isEqualTo("cache");
	}

	@Test
	void changes() {
		Node node = this.local.node();
		SupervisorRef running = node.start(Supervisor.oneForOne(), StartOptions.named("shop"));

		switch (running.startChild(ChildSpec.worker("cache", Cache::new))) {
			case ChildResult.Started(Pid pid) -> System.out.println("runs as " + pid);
			case ChildResult.StartedWith(Pid pid, Object info) -> System.out.println("runs and says " + info);
			case ChildResult.Done() -> System.out.println("has nothing to do");
			case ChildResult.Refused(ExitReason reason) -> System.out.println("was refused: " + reason);
		}

		running.terminateChild("cache"); // stopped, its specification stays
		running.restartChild("cache"); // runs again
		Optional<ChildInfo> cache = running.whichChild("cache");

		assertThat(cache).isPresent();
	}

	@Test
	void aModule() {
		Node node = this.local.node();
		AtomicInteger restarts = new AtomicInteger(1);

		SupervisorModule shop = () -> Optional.of(Supervisor.oneForOne()
			.intensity(restarts.get(), Duration.ofSeconds(5))
			.child(ChildSpec.worker("cache", Cache::new)));
		SupervisorRef running = node.start(shop, StartOptions.named("shop"));

		restarts.set(10);
		running.changeCode();

		for (int i = 0; i < 5; i++) {
			Pid before = node.whereis("cache").orElseThrow();
			this.local.kill(before);
			awaitNew("cache", before);
		}
		assertThat(running.countChildren().active()).isOne();
	}

	@Test
	void delays() {
		Node node = this.local.node();

		Supervisor patient = Supervisor.oneForOne()
			.intensity(10, Duration.ofMinutes(1))
			.backoff(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10)))
			.child(ChildSpec.worker("cache", Cache::new));

		SupervisorRef running = node.start(patient, StartOptions.named("shop"));
		Pid first = node.whereis("cache").orElseThrow();
		this.local.kill(first);
		awaitNew("cache", first);
		Pid second = node.whereis("cache").orElseThrow();
		long killed = node.processes().clock().nanoTime();
		this.local.kill(second);
		awaitNew("cache", second);
		assertThat(node.processes().clock().nanoTime() - killed).isGreaterThanOrEqualTo(100_000_000);
		assertThat(running.countChildren().specs()).isOne();
	}

}
