package io.actor.registry;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.gen.CallException;
import io.actor.gen.Init;
import io.actor.gen.ServerName;
import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.gen.StartException;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Keys as names of servers. */
class RegistryNamesTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private Rooms rooms;

	private Registry<Object, Object> registry;

	@BeforeEach
	void prepare() {
		this.rooms = new Rooms(this.local);
		this.registry = this.rooms.registry;
	}

	private StartOptions named(Object key) {
		return StartOptions.named(this.registry.via(key, "value of " + key));
	}

	@Test
	@Otp(224)
	void aServerStartsUnderAKeyAndIsCalledByIt() {
		this.rooms.open(RegistryOptions.unique());
		ServerRef started = this.local.node().start(Probe::new, named("lobby"));
		Pid pid = this.registry.whereis("lobby").orElseThrow();

		assertThat(started.pid()).contains(pid);
		assertThat(this.registry.lookup("lobby")).containsExactly(new Registration<>(pid, "value of lobby"));
		assertThat(Probe.answers(this.registry.server("lobby"))).isTrue();
		Probe.tell(this.registry.server("lobby"), Probe.note("cast"));
		this.registry.server("lobby").send("message");
		assertThat(
				Probe.<List<Object>>ask(started, (probe, ask, from) -> Probe.answer(ask, List.copyOf(probe.notes()))))
			.containsExactly("cast", "message");
	}

	@Test
	@Otp(224)
	void aSecondServerUnderTheSameKeyIsToldWhoHasIt() {
		this.rooms.open(RegistryOptions.unique());
		this.local.node().start(Probe::new, named("lobby"));
		Pid holder = this.registry.whereis("lobby").orElseThrow();

		StartResult second = Servers.start(this.local.processes(), Probe::new, named("lobby"), null);

		assertThat(second)
			.isEqualTo(new StartResult.Failed(ExitReason.of(Tuple.of(Atom.of("already_started"), holder)), holder));
		assertThat(this.registry.whereis("lobby")).contains(holder);
	}

	@Test
	@Otp(224)
	void duplicateKeysAreNoNames() {
		this.rooms.open(RegistryOptions.duplicate());

		assertThatThrownBy(() -> this.local.node().start(Probe::new, named("lobby"))).isInstanceOf(StartException.class)
			.hasMessageContaining("needs unique keys");
		assertThatThrownBy(() -> Probe.answers(this.registry.server("lobby")))
			.isInstanceOf(UnsupportedOperationException.class);
		assertThatThrownBy(() -> this.registry.whereis("lobby")).isInstanceOf(UnsupportedOperationException.class);
	}

	@Test
	void aMessageToAKeyNobodyHasIsRefusedAndACallFails() {
		this.rooms.open(RegistryOptions.unique());
		ServerName.Via name = (ServerName.Via) this.registry.via("lobby", 1);

		assertThatThrownBy(() -> name.registry().send(name.name(), "hello"))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("lobby")
			.hasMessageContaining("rooms");
		assertThat(
				catchThrowableOfType(CallException.class, () -> Probe.answers(this.registry.server("lobby"))).reason())
			.isEqualTo(ExitReason.NOPROC);
	}

	@Test
	void theKeyOfAServerThatDoesNotComeUpIsFree() {
		this.rooms.open(RegistryOptions.unique());

		assertThatThrownBy(() -> this.local.node().start(() -> new Probe() {

			@Override
			protected Init init() {
				return failed(ExitReason.named("no_start"));
			}
		}, named("lobby"))).isInstanceOf(StartException.class);

		assertThat(this.registry.lookup("lobby")).isEmpty();
		assertThat(this.registry.count()).isZero();
	}

	@Test
	void theKeyOfAServerThatCrashesIsFreeForTheNext() {
		this.rooms.open(RegistryOptions.unique());
		ServerRef first = this.local.node().start(Probe::new, named("lobby"));
		CompletableFuture<ExitReason> end = this.local.endOf(first.pid().orElseThrow());
		Probe.tell(first, (probe) -> {
			throw new IllegalStateException("boom");
		});
		LocalNode.get(end);

		this.local.node().start(Probe::new, named("lobby"));

		assertThat(Probe.answers(this.registry.server("lobby"))).isTrue();
	}

	@Test
	void aProcessIsNotRegisteredByAnother() {
		this.rooms.open(RegistryOptions.unique());
		Pid ann = this.rooms.guest();
		Pid bob = this.rooms.guest();
		ServerName.Via name = (ServerName.Via) this.registry.via("lobby", 1);

		assertThatThrownBy(() -> this.rooms.as(ann, (self) -> name.registry().register(name.name(), bob)))
			.hasCauseInstanceOf(IllegalArgumentException.class);
		assertThat(this.registry.count()).isZero();
	}

	@Test
	void aServerStopsWithItsKey() {
		this.rooms.open(RegistryOptions.unique());
		this.local.node().start(Probe::new, named("lobby"));

		this.registry.server("lobby").stop();

		assertThat(this.registry.whereis("lobby")).isEmpty();
		await().until(() -> this.registry.count() == 0);
	}

}
