package io.actor.registry;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.gen.ServerRef;
import io.actor.process.ExitReason;
import io.actor.process.ProcessInfo;
import io.actor.term.Float64;
import io.actor.term.Int;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A registry whose keys belong to one process each. */
class UniqueRegistryTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private Rooms rooms;

	private Registry<Object, Object> registry;

	private ServerRef server;

	private Pid ann;

	private Pid bob;

	@BeforeEach
	void open() {
		this.rooms = new Rooms(this.local);
		this.registry = this.rooms.registry;
		this.server = this.rooms.open(RegistryOptions.unique());
		this.ann = this.rooms.guest();
		this.bob = this.rooms.guest();
	}

	private Pid owner() {
		return this.server.pid().orElseThrow();
	}

	@Test
	@Otp(220)
	void aKeyBelongsToOneProcessUntilThatEnds() {
		assertThat(this.rooms.register(this.ann, "lobby", 1)).isEqualTo(new RegisterResult.Registered(owner()));

		assertThat(this.rooms.register(this.bob, "lobby", 2)).isEqualTo(new RegisterResult.AlreadyRegistered(this.ann));
		assertThat(this.rooms.register(this.ann, "lobby", 3)).isEqualTo(new RegisterResult.AlreadyRegistered(this.ann));
		assertThat(this.registry.lookup("lobby")).containsExactly(new Registration<>(this.ann, 1));

		this.rooms.end(this.ann, ExitReason.SHUTDOWN);
		assertThat(this.rooms.register(this.bob, "lobby", 2)).isEqualTo(new RegisterResult.Registered(owner()));
		await().until(() -> this.registry.keys(this.ann).isEmpty());
		assertThat(this.registry.lookup("lobby")).containsExactly(new Registration<>(this.bob, 2));
		assertThat(this.registry.count()).isEqualTo(1);
	}

	@Test
	@Otp(220)
	void aHolderThatHasEndedGivesWayAtOnceAlsoWhileTheRegistryIsBusy() {
		this.rooms.register(this.ann, "lobby", 1);
		CompletableFuture<Boolean> gate = new CompletableFuture<>();
		// Whoever asks for this lock keeps the registry's process busy.
		Object busy = new Object() {

			@Override
			public int hashCode() {
				gate.join();
				return 1;
			}
		};
		Pid eve = this.local.node().spawn((self) -> this.registry.lock(busy, () -> 1));
		await().until(() -> this.local.processes()
			.info(owner())
			.filter((info) -> info.status() == ProcessInfo.Status.RUNNING)
			.isPresent());

		this.rooms.end(this.ann, ExitReason.KILL);
		assertThat(this.registry.lookup("lobby")).isEmpty();
		assertThat(this.registry.whereis("lobby")).isEmpty();
		assertThat(this.rooms.register(this.bob, "lobby", 2).isRegistered()).isTrue();

		gate.complete(true);
		await().until(() -> this.registry.keys(this.ann).isEmpty() && !this.local.processes().isAlive(eve));
		assertThat(this.registry.lookup("lobby")).containsExactly(new Registration<>(this.bob, 2));
	}

	@Test
	@Otp(221)
	void theIntegerAndTheFloatAreTwoKeys() {
		this.rooms.register(this.ann, 1, "integer");
		this.rooms.register(this.ann, 1.0, "float");
		this.rooms.register(this.bob, Int.of(1), "integer term");
		this.rooms.register(this.bob, new Float64(1.0), "float term");

		assertThat(this.registry.lookup(1)).containsExactly(new Registration<>(this.ann, "integer"));
		assertThat(this.registry.lookup(1.0)).containsExactly(new Registration<>(this.ann, "float"));
		assertThat(this.registry.lookup(Int.of(1))).containsExactly(new Registration<>(this.bob, "integer term"));
		assertThat(this.registry.lookup(new Float64(1.0))).containsExactly(new Registration<>(this.bob, "float term"));
		assertThat(this.registry.keys(this.ann)).containsExactlyInAnyOrder(1, 1.0);
	}

	@Test
	@Otp(223)
	void theKeysOfAProcessGoWhenItEndsHoweverItEnds() {
		for (ExitReason reason : List.of(ExitReason.KILL, ExitReason.SHUTDOWN, ExitReason.named("odd"))) {
			Pid guest = this.rooms.guest();
			this.rooms.register(guest, "a", 1);
			this.rooms.register(guest, "b", 2);
			assertThat(this.registry.count()).isEqualTo(2);

			this.rooms.end(guest, reason);

			await().until(() -> this.registry.count() == 0);
			assertThat(this.registry.lookup("a")).isEmpty();
			assertThat(this.registry.keys(guest)).isEmpty();
		}
		CompletableFuture<Pid> leaving = new CompletableFuture<>();
		this.local.node().spawn((self) -> {
			this.registry.register("a", 1);
			leaving.complete(self.pid());
		});
		LocalNode.get(leaving);
		await().until(() -> this.registry.count() == 0);
	}

	@Test
	@Otp(226)
	void aProcessUpdatesTheValueOfItsOwnEntryOnly() {
		this.rooms.register(this.ann, "lobby", 1);
		this.rooms.register(this.bob, "garden", 10);

		assertThat(update("lobby", (value) -> (int) value + 1)).contains(new Registry.Updated<>(2, 1));
		assertThat(update("garden", (value) -> 99)).isEmpty();
		assertThat(update("cellar", (value) -> 99)).isEmpty();

		assertThat(this.registry.lookup("lobby")).containsExactly(new Registration<>(this.ann, 2));
		assertThat(this.registry.lookup("garden")).containsExactly(new Registration<>(this.bob, 10));
	}

	private Optional<Registry.Updated<Object>> update(Object key, UnaryOperator<Object> function) {
		return this.rooms.as(this.ann, (self) -> this.registry.updateValue(key, function));
	}

	@Test
	void aProcessUnregistersItselfOnly() {
		this.rooms.register(this.ann, "lobby", 1);

		this.rooms.unregister(this.bob, "lobby");
		assertThat(this.registry.whereis("lobby")).contains(this.ann);
		this.rooms.unregister(this.ann, "lobby");
		this.rooms.unregister(this.ann, "lobby");

		assertThat(this.registry.whereis("lobby")).isEmpty();
		assertThat(this.registry.keys(this.ann)).isEmpty();
		assertThat(this.registry.count()).isZero();
	}

	@Test
	void aProcessIsLinkedWithTheRegistryWhileItHasAKey() {
		this.rooms.register(this.ann, "a", 1);
		this.rooms.register(this.ann, "b", 1);
		assertThat(links(this.ann)).containsExactly(owner());

		this.rooms.unregister(this.ann, "a");
		assertThat(links(this.ann)).containsExactly(owner());
		this.rooms.unregister(this.ann, "b");
		assertThat(links(this.ann)).isEmpty();

		this.rooms.register(this.ann, "a", 1);
		this.rooms.register(this.bob, "a", 1);
		assertThat(links(this.bob)).isEmpty();
	}

	private List<Pid> links(Pid pid) {
		return this.local.processes().info(pid).map(ProcessInfo::links).orElseThrow();
	}

	@Test
	void aCrashOfTheRegistryEndsThoseWhoHaveKeys() {
		this.rooms.register(this.ann, "lobby", 1);
		CompletableFuture<ExitReason> end = this.local.endOf(this.ann);

		this.local.kill(owner());

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.KILLED);
		assertThat(this.local.processes().isAlive(this.bob)).isTrue();
	}

	@Test
	void aRegistryThatIsStartedAgainIsEmpty() {
		this.rooms.as(this.ann, (self) -> self.trapExit(true));
		this.rooms.register(this.ann, "lobby", 1);
		this.server.stop();

		this.rooms.open(RegistryOptions.unique());

		assertThat(this.registry.count()).isZero();
		assertThat(this.rooms.register(this.bob, "lobby", 1).isRegistered()).isTrue();
	}

	@Test
	void aRegistryThatDoesNotRunIsUnknown() {
		Registry<String, Integer> nowhere = Registry.of(this.local.processes(), "nowhere");

		assertThatThrownBy(() -> nowhere.lookup("a")).isInstanceOf(IllegalArgumentException.class)
			.hasMessage("Unknown registry: nowhere");
		assertThatThrownBy(() -> this.rooms.as(this.ann, (self) -> nowhere.register("a", 1)))
			.hasCauseInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(nowhere::count).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void aThreadThatIsNoProcessReadsAndDoesNotRegister() {
		this.rooms.register(this.ann, "lobby", 1);

		assertThat(this.registry.lookup("lobby")).hasSize(1);
		assertThatThrownBy(() -> this.registry.register("garden", 1)).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("rooms");
	}

	@Test
	void whatIsInTheRegistryCanBeSelected() {
		this.rooms.register(this.ann, "lobby", 10);
		this.rooms.register(this.bob, "garden", 20);

		assertThat(this.registry.match("lobby", (value) -> (int) value > 5)).hasSize(1);
		assertThat(this.registry.countMatch("lobby", (value) -> (int) value > 15)).isZero();
		assertThat(this.registry.select((each) -> (int) each.value() > 15))
			.containsExactly(new Selected<>("garden", this.bob, 20));
		assertThat(this.registry.countSelect((each) -> true)).isEqualTo(2);
		assertThat(this.registry.values("lobby", this.ann)).containsExactly(10);
		assertThat(this.registry.values("lobby", this.bob)).isEmpty();
	}

	@Test
	void aRegistryKnowsThingsAboutItself() {
		this.server.stop();
		this.rooms.open(RegistryOptions.unique().meta("house", "old"));

		assertThat(this.registry.meta("house")).contains("old");
		assertThat(this.registry.meta("garden")).isEmpty();
		this.registry.putMeta("garden", "large");
		assertThat(this.registry.meta("garden")).contains("large");
		this.registry.deleteMeta("garden");
		assertThat(this.registry.meta("garden")).isEqualTo(Optional.empty());
	}

	@Test
	void aDispatchReachesTheHolder() {
		this.rooms.register(this.ann, "lobby", 1);
		CompletableFuture<List<Registration<Object>>> given = new CompletableFuture<>();

		this.registry.dispatch("lobby", given::complete);

		assertThat(given).isCompletedWithValue(List.of(new Registration<>(this.ann, 1)));
	}

}
