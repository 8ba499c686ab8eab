package io.actor.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.gen.CallException;
import io.actor.gen.ServerRef;
import io.actor.process.ExitReason;
import io.actor.process.ProcessInfo;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Locks of a registry. */
class RegistryLockTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private Registry<Object, Object> registry;

	private ServerRef server;

	@BeforeEach
	void open() {
		Rooms rooms = new Rooms(this.local);
		this.registry = rooms.registry;
		this.server = rooms.open(RegistryOptions.unique());
	}

	/** A process that holds a lock until it gets a message. */
	private Pid holder(Object lock) {
		CompletableFuture<Boolean> holds = new CompletableFuture<>();
		Pid pid = this.local.node().spawn((self) -> this.registry.lock(lock, () -> {
			holds.complete(true);
			return self.receive();
		}));
		LocalNode.get(holds);
		return pid;
	}

	/** A process that asks for a lock; the result is there when it has had it. */
	private CompletableFuture<Pid> claim(Object lock) {
		CompletableFuture<Pid> result = new CompletableFuture<>();
		Pid pid = this.local.node().spawn((self) -> this.registry.lock(lock, () -> result.complete(self.pid())));
		await().until(() -> result.isDone() || monitors().contains(pid));
		return result;
	}

	/** Whom the registry watches: those who hold locks or wait for one. */
	private List<Object> monitors() {
		return this.local.processes()
			.info(this.server.pid().orElseThrow())
			.map(ProcessInfo::monitors)
			.<List<Object>>map(ArrayList::new)
			.orElseThrow();
	}

	@Test
	@Otp(228)
	void sectionsUnderOneLockNeverOverlap() {
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		List<CompletableFuture<Integer>> all = IntStream.range(0, 10).mapToObj((each) -> {
			CompletableFuture<Integer> done = new CompletableFuture<>();
			this.local.node().spawn((self) -> {
				for (int i = 0; i < 20; i++) {
					this.registry.lock("lock", () -> {
						most.accumulateAndGet(inside.incrementAndGet(), Math::max);
						// Lets others run, who could come in.
						self.receive(Object.class, Duration.ofNanos(1000));
						return inside.decrementAndGet();
					});
				}
				done.complete(each);
			});
			return done;
		}).toList();

		all.forEach(LocalNode::get);

		assertThat(most).hasValue(1);
		await().until(() -> monitors().isEmpty());
	}

	@Test
	@Otp(228)
	void aHolderThatEndsFreesItsLock() {
		for (ExitReason reason : List.of(ExitReason.KILL, ExitReason.SHUTDOWN)) {
			Pid holder = holder("lock");
			CompletableFuture<Pid> next = claim("lock");
			assertThat(next).isNotDone();

			this.local.exit(holder, reason);

			assertThat(LocalNode.get(next)).isNotEqualTo(holder);
			await().until(() -> monitors().isEmpty());
		}
	}

	@Test
	void differentLocksHaveNothingToDoWithEachOther() {
		holder("lock");

		assertThat(LocalNode.get(claim("other"))).isNotNull();
	}

	@Test
	void theLockGoesToThoseWhoWaitInTheirOrder() {
		Pid holder = holder("lock");
		List<Pid> order = new CopyOnWriteArrayList<>();
		CompletableFuture<Pid> first = claim("lock");
		CompletableFuture<Pid> second = claim("lock");
		CompletableFuture<Pid> third = claim("lock");
		List.of(third, first, second).forEach((each) -> each.thenAccept(order::add));

		this.local.node().send(holder, "go");

		await().until(() -> order.size() == 3);
		assertThat(order).containsExactly(first.join(), second.join(), third.join());
	}

	@Test
	void oneWhoEndsWhileItWaitsIsPassedOver() {
		Pid holder = holder("lock");
		Pid waiting = this.local.node().spawn((self) -> this.registry.lock("lock", self::receive));
		await().until(() -> monitors().contains(waiting));
		CompletableFuture<Pid> next = claim("lock");

		this.local.kill(waiting);
		await().until(() -> !monitors().contains(waiting));
		assertThat(next).isNotDone();
		this.local.node().send(holder, "go");

		assertThat(LocalNode.get(next)).isNotNull();
	}

	@Test
	void whatTheSectionThrowsComesOutAndTheLockIsFree() {
		this.local.inProcess((self) -> {
			assertThatThrownBy(() -> this.registry.lock("lock", () -> {
				throw new IllegalStateException("boom");
			})).hasMessage("boom");
			assertThat(this.registry.<Integer>lock("lock", () -> 42)).isEqualTo(42);
			return true;
		});
	}

	@Test
	void aProcessDoesNotWaitForItself() {
		this.local.inProcess((self) -> {
			assertThatThrownBy(() -> this.registry.lock("lock", () -> this.registry.lock("lock", () -> 1)))
				.isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("already");
			assertThat(this.registry.<Integer>lock("lock", () -> 1)).isEqualTo(1);
			return true;
		});
	}

	@Test
	void oneWhoWaitsHearsThatTheRegistryHasEnded() {
		holder("lock");
		CompletableFuture<Throwable> failed = new CompletableFuture<>();
		Pid waiting = this.local.node().spawn((self) -> {
			try {
				this.registry.lock("lock", () -> 1);
			}
			catch (CallException ex) {
				failed.complete(ex);
			}
		});
		await().until(() -> monitors().contains(waiting));

		this.local.kill(this.server.pid().orElseThrow());

		assertThat(LocalNode.get(failed)).hasMessageContaining("killed");
	}

}
