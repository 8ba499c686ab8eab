package io.actor.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A registry whose keys have any number of entries. */
class DuplicateRegistryTests {

	private static final int PARTITIONS = 3;

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private Rooms rooms;

	private Registry<Object, Object> registry;

	private Pid ann;

	private Pid bob;

	@BeforeEach
	void prepare() {
		this.rooms = new Rooms(this.local);
		this.registry = this.rooms.registry;
		this.ann = this.rooms.guest();
		this.bob = this.rooms.guest();
	}

	private void open() {
		this.rooms.open(RegistryOptions.duplicate());
	}

	/** Guests registered under a key, some in each partition. */
	private List<Pid> crowd(Object key) {
		this.rooms.open(RegistryOptions.duplicate().partitions(PARTITIONS));
		List<Pid> guests = new ArrayList<>();
		Set<Integer> reached = ConcurrentHashMap.newKeySet();
		while (reached.size() < PARTITIONS || guests.size() < 2 * PARTITIONS) {
			Pid guest = this.rooms.guest();
			this.rooms.register(guest, key, "value");
			reached.add(Math.floorMod(guest.hashCode(), PARTITIONS));
			guests.add(guest);
		}
		return guests;
	}

	@Test
	@Otp(222)
	void aProcessCanHaveAKeySeveralTimesAndLosesAllOfThemAtOnce() {
		open();
		this.rooms.register(this.ann, "lobby", 1);
		this.rooms.register(this.ann, "lobby", 2);
		this.rooms.register(this.bob, "lobby", 3);
		assertThat(this.registry.lookup("lobby")).containsExactly(new Registration<>(this.ann, 1),
				new Registration<>(this.ann, 2), new Registration<>(this.bob, 3));
		assertThat(this.registry.keys(this.ann)).containsExactly("lobby", "lobby");
		assertThat(this.registry.values("lobby", this.ann)).containsExactly(1, 2);
		assertThat(this.registry.count()).isEqualTo(3);

		this.rooms.unregister(this.ann, "lobby");

		assertThat(this.registry.lookup("lobby")).containsExactly(new Registration<>(this.bob, 3));
		assertThat(this.registry.keys(this.ann)).isEmpty();
		assertThat(this.registry.count()).isEqualTo(1);
	}

	@Test
	void onlyEntriesThatMatchAreUnregistered() {
		open();
		this.rooms.register(this.ann, "lobby", 1);
		this.rooms.register(this.ann, "lobby", 2);
		this.rooms.register(this.bob, "lobby", 1);

		this.rooms.as(this.ann, (self) -> {
			this.registry.unregisterMatch("lobby", (value) -> value.equals(1));
			return true;
		});

		assertThat(this.registry.lookup("lobby")).containsExactly(new Registration<>(this.ann, 2),
				new Registration<>(this.bob, 1));
		assertThat(this.registry.keys(this.ann)).containsExactly("lobby");
	}

	@Test
	@Otp(223)
	void theEntriesOfAProcessGoWhenItEnds() {
		List<Pid> guests = crowd("lobby");
		for (Pid guest : guests) {
			this.rooms.register(guest, guest, "own");
		}
		assertThat(this.registry.count()).isEqualTo(2 * guests.size());

		Pid first = guests.removeFirst();
		this.rooms.end(first, ExitReason.KILL);

		await().until(() -> this.registry.count() == 2 * guests.size());
		assertThat(this.registry.lookup("lobby")).extracting(Registration::pid)
			.containsExactlyInAnyOrderElementsOf(guests);
		assertThat(this.registry.lookup(first)).isEmpty();
		assertThat(this.registry.select((each) -> true)).hasSize(2 * guests.size());
	}

	@Test
	@Otp(225)
	void aDispatchRunsOnceForEachPartitionThatHasEntriesAndHere() {
		List<Pid> guests = crowd("lobby");
		List<List<Registration<Object>>> given = new ArrayList<>();
		Thread here = Thread.currentThread();

		this.registry.dispatch("lobby", (entries) -> {
			assertThat(Thread.currentThread()).isSameAs(here);
			given.add(entries);
		});
		this.registry.dispatch("garden", (entries) -> given.add(null));

		assertThat(given).hasSize(PARTITIONS).allSatisfy((entries) -> assertThat(entries).isNotEmpty());
		assertThat(given.stream().flatMap(List::stream).map(Registration::pid))
			.containsExactlyInAnyOrderElementsOf(guests);
	}

	@Test
	@Otp(225)
	void aParallelDispatchRunsAllPartitionsAtTheSameTime() {
		List<Pid> guests = crowd("lobby");
		List<Registration<Object>> given = new CopyOnWriteArrayList<>();
		Set<Pid> where = ConcurrentHashMap.newKeySet();
		CountDownLatch all = new CountDownLatch(PARTITIONS);

		this.local.inProcess((self) -> {
			this.registry.dispatchInParallel("lobby", (entries) -> {
				where.add(Optional.ofNullable(Process.current()).orElseThrow().pid());
				all.countDown();
				join(all);
				given.addAll(entries);
			});
			// When it returns all is done.
			assertThat(given).extracting(Registration::pid).containsExactlyInAnyOrderElementsOf(guests);
			assertThat(where).hasSize(PARTITIONS).doesNotContain(self.pid());
			this.registry.dispatchInParallel("garden", (entries) -> given.clear());
			assertThat(given).isNotEmpty();
			assertThat(self.receive(Object.class, Duration.ZERO)).isEmpty();
			return true;
		});
	}

	private static void join(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	@Otp(225)
	void aDispatchWithoutEntriesRunsNothing() {
		open();

		this.registry.dispatch("lobby", (entries) -> {
			throw new IllegalStateException("should not run");
		});
		this.local.inProcess((self) -> {
			this.registry.dispatchInParallel("lobby", (entries) -> {
				throw new IllegalStateException("should not run");
			});
			return true;
		});
	}

	@Test
	void whatADispatchThrowsComesOut() {
		crowd("lobby");
		IllegalStateException thrown = new IllegalStateException("boom");

		assertThatThrownBy(() -> this.registry.dispatch("lobby", (entries) -> {
			throw thrown;
		})).isSameAs(thrown);
		this.local.inProcess((self) -> {
			self.trapExit(true);
			assertThatThrownBy(() -> this.registry.dispatchInParallel("lobby", (entries) -> {
				throw thrown;
			})).hasCause(thrown);
			assertThat(self.receive(Object.class, Duration.ZERO)).isEmpty();
			return true;
		});
	}

	@Test
	void aFailureOfAParallelDispatchEndsAProcessThatDoesNotTrapExits() {
		crowd("lobby");
		IllegalStateException thrown = new IllegalStateException("boom");
		Pid caller = this.local.node().spawn((self) -> {
			self.receive();
			this.registry.dispatchInParallel("lobby", (entries) -> {
				throw thrown;
			});
		});
		var end = this.local.endOf(caller);

		this.local.node().send(caller, "go");

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.crash(thrown));
	}

	@Test
	@Otp(226)
	void onlyUniqueKeysHaveAValueToUpdate() {
		open();
		this.rooms.register(this.ann, "lobby", 1);

		assertThatThrownBy(
				() -> this.rooms.as(this.ann, (self) -> this.registry.updateValue("lobby", (value) -> value)))
			.hasCauseInstanceOf(UnsupportedOperationException.class)
			.hasMessageContaining("unique keys");
	}

	@Test
	void aRegistryHasPartitions() {
		assertThatThrownBy(() -> RegistryOptions.duplicate().partitions(0))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void manyProcessesRegisterAndEndAtTheSameTimeAndNothingIsLeft() {
		this.rooms.open(RegistryOptions.duplicate().partitions(PARTITIONS));
		List<Pid> guests = IntStream.range(0, 200).mapToObj((each) -> this.local.node().spawn((self) -> {
			for (int i = 0; i < 20; i++) {
				this.registry.register("lobby", i);
				this.registry.register(self.pid(), i);
				if (i % 3 == 0) {
					this.registry.unregister("lobby");
				}
			}
		})).toList();

		guests.forEach(this.local::kill);

		await().until(() -> guests.stream().noneMatch(this.local.processes()::isAlive) && this.registry.count() == 0);
		assertThat(this.registry.select((each) -> true)).isEmpty();
		assertThat(guests).allSatisfy((guest) -> assertThat(this.registry.keys(guest)).isEmpty());
	}

}
