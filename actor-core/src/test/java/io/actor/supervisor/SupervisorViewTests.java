package io.actor.supervisor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Probe;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What can be read of a supervisor without asking it. */
class SupervisorViewTests {

	private static final ExitReason BROKEN = ExitReason.named("broken");

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private Family family;

	@BeforeEach
	void beget() {
		this.family = new Family(this.local);
	}

	private SupervisorRef start(DynamicSupervisor supervisor) {
		supervisor.start(this.local.processes(), StartOptions.named("sup"), null);
		return this.local.node().supervisor("sup");
	}

	private SupervisorView view(SupervisorRef supervisor, int limit) {
		return SupervisorView.of(this.local.processes(), supervisor.server().pid().orElseThrow(), limit).orElseThrow();
	}

	private Optional<ChildInfo> child(SupervisorRef supervisor, Pid child) {
		return SupervisorView.child(this.local.processes(), supervisor.server().pid().orElseThrow(), child);
	}

	@Test
	void aChildIsFoundByItsPid() {
		SupervisorRef supervisor = this.family
			.start(Supervisor.oneForOne().child(this.family.child("a")).child(this.family.child("b")));

		assertThat(child(supervisor, this.family.pid("b"))).get().extracting(ChildInfo::id).isEqualTo("b");
		assertThat(child(supervisor, supervisor.server().pid().orElseThrow())).isEmpty();
	}

	@Test
	void aChildOfADynamicSupervisorIsFoundByItsPid() {
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		Pid a = supervisor.startChild(this.family.child("a")).orElseThrow();

		assertThat(child(supervisor, a)).get().extracting(ChildInfo::id).isEqualTo("a");
		assertThat(child(supervisor, supervisor.server().pid().orElseThrow())).isEmpty();
	}

	@Test
	void aProcessThatIsNoSupervisorHasNoView() {
		Pid server = this.local.start(Probe::new).pid().orElseThrow();

		assertThat(SupervisorView.of(this.local.processes(), server, 10)).isEmpty();
		assertThat(SupervisorView.child(this.local.processes(), server, server)).isEmpty();
	}

	@Test
	void supervisorsSayWhatTheyAreOfWhateverType() {
		this.family.start(Supervisor.oneForOne()
			.child(ChildSpec.supervisor("fixed", Supervisor.oneForOne()))
			.child(ChildSpec.supervisor("dynamic", DynamicSupervisor.create())));

		assertThat(this.local.processes().info(this.family.pid("fixed"))).get().satisfies((info) -> {
			assertThat(info.kind()).isEqualTo("supervisor");
			assertThat(info.type()).isEqualTo(Supervisor.class.getName());
		});
		assertThat(this.local.processes().info(this.family.pid("dynamic"))).get().satisfies((info) -> {
			assertThat(info.kind()).isEqualTo("supervisor");
			assertThat(info.type()).isEqualTo(DynamicSupervisor.class.getName());
		});
	}

	@Test
	void restartsAreCountedForTheChildTheSupervisorAndTheNode() {
		SupervisorRef fixed = this.family.start(Supervisor.oneForOne().child(this.family.child("a")));
		long before = this.local.processes().restarts();

		this.family.crash("a");

		assertThat(view(fixed, 1).restarts()).isOne();
		assertThat(fixed.whichChildren()).singleElement().satisfies((child) -> {
			assertThat(child.restarts()).isOne();
			assertThat(child.lastExit()).isEqualTo(BROKEN);
		});
		assertThat(this.local.processes().restarts()).isEqualTo(before + 1);
	}

	@Test
	void aDynamicSupervisorCountsRestartsAlike() {
		SupervisorRef dynamic = start(DynamicSupervisor.create());
		dynamic.startChild(this.family.child("a"));
		long before = this.local.processes().restarts();

		this.family.crash("a");

		assertThat(view(dynamic, 1).restarts()).isOne();
		assertThat(dynamic.whichChildren()).singleElement().satisfies((child) -> {
			assertThat(child.restarts()).isOne();
			assertThat(child.lastExit()).isEqualTo(BROKEN);
		});
		assertThat(this.local.processes().restarts()).isEqualTo(before + 1);
	}

	@Test
	void aDynamicSupervisorShowsAtMostAsManyAsAskedAndAlsoThoseThatAreRestarted() throws Exception {
		SupervisorRef supervisor = start(DynamicSupervisor.create());
		CompletableFuture<Boolean> restarting = new CompletableFuture<>();
		CountDownLatch fail = new CountDownLatch(1);
		AtomicInteger starts = new AtomicInteger();
		ChildSpec failing = new ChildSpec("failing", (self) -> {
			if (starts.getAndIncrement() > 0) {
				restarting.complete(true);
				fail.await();
				return new StartResult.Failed(BROKEN, null);
			}
			return Servers.start(self.processes(), Probe::new, StartOptions.named("failing"), self);
		}, Restart.PERMANENT, Shutdown.DEFAULT, ChildSpec.Kind.WORKER);
		CompletableFuture<Boolean> busy = new CompletableFuture<>();
		CountDownLatch release = new CountDownLatch(1);
		ChildSpec slow = new ChildSpec("slow", (self) -> {
			busy.complete(true);
			release.await();
			return new StartResult.Ignored();
		}, Restart.PERMANENT, Shutdown.DEFAULT, ChildSpec.Kind.WORKER);
		supervisor.startChild(this.family.child("a"));
		supervisor.startChild(this.family.child("b"));
		supervisor.startChild(failing);

		// The request stands in the mailbox before the retry, and keeps it waiting.
		this.family.end("failing", BROKEN);
		LocalNode.get(restarting);
		supervisor.server().callAsync(new SupervisorRequest.StartChild(slow));
		fail.countDown();
		LocalNode.get(busy);

		for (int limit = 0; limit <= 2; limit++) {
			assertThat(view(supervisor, limit).children()).hasSize(limit)
				.extracting(ChildInfo::id)
				.doesNotContain("failing");
		}
		SupervisorView whole = view(supervisor, 3);
		assertThat(whole.strategy()).isEqualTo("one_for_one");
		assertThat(whole.childCount()).isEqualTo(3);
		assertThat(whole.children()).extracting(ChildInfo::id, ChildInfo::restarting)
			.containsExactlyInAnyOrder(tuple("a", false), tuple("b", false), tuple("failing", true));
		release.countDown();
	}

	@Test
	void aDynamicSupervisorMayAllowNoChildren() {
		assertThat(start(DynamicSupervisor.create().maxChildren(0).intensity(1, Duration.ofSeconds(1)))
			.startChild(this.family.child("a"))).isEqualTo(new ChildResult.Refused(ExitReason.named("max_children")));
	}

}
