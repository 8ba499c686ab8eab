package io.actor.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.process.ExitReason;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What listeners of a registry hear. */
class RegistryListenerTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private Rooms rooms;

	private Pid ann;

	private Pid listener;

	@BeforeEach
	void prepare() {
		this.rooms = new Rooms(this.local);
		this.ann = this.rooms.guest();
		this.listener = this.rooms.guest();
		this.rooms.as(this.listener, (self) -> {
			self.register("listener");
			return true;
		});
	}

	private List<RegistryEvent> heard(int count) {
		return this.rooms.as(this.listener, (self) -> {
			List<RegistryEvent> events = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				events.add(self.receive(RegistryEvent.class));
			}
			assertThat(self.receive(RegistryEvent.class, Duration.ZERO)).isEmpty();
			return events;
		});
	}

	private RegistryEvent registered(Object key, Object value) {
		return new RegistryEvent.Registered(Rooms.NAME, key, this.ann, value);
	}

	private RegistryEvent unregistered(Object key) {
		return new RegistryEvent.Unregistered(Rooms.NAME, key, this.ann);
	}

	@Test
	@Otp(227)
	void aListenerHearsOfRegistrationsInTheirOrder() {
		this.rooms.open(RegistryOptions.unique().listener("nobody").listener("listener"));

		this.rooms.register(this.ann, "lobby", 1);
		this.rooms.register(this.ann, "garden", 2);
		this.rooms.unregister(this.ann, "lobby");
		this.rooms.register(this.ann, "lobby", 3);

		assertThat(heard(4)).containsExactly(registered("lobby", 1), registered("garden", 2), unregistered("lobby"),
				registered("lobby", 3));
	}

	@Test
	@Otp(227)
	void aListenerHearsNothingOfWhatDidNotHappen() {
		this.rooms.open(RegistryOptions.unique().listener("listener"));
		this.rooms.register(this.ann, "lobby", 1);
		Pid bob = this.rooms.guest();

		this.rooms.register(bob, "lobby", 2);
		this.rooms.unregister(bob, "lobby");
		this.rooms.unregister(this.ann, "cellar");

		assertThat(heard(1)).containsExactly(registered("lobby", 1));
	}

	@Test
	void aListenerOfDuplicateKeysHearsWhenTheLastEntryIsGone() {
		this.rooms.open(RegistryOptions.duplicate().listener("listener"));
		this.rooms.register(this.ann, "lobby", 1);
		this.rooms.register(this.ann, "lobby", 2);

		this.rooms.as(this.ann, (self) -> {
			this.rooms.registry.unregisterMatch("lobby", (value) -> value.equals(1));
			return true;
		});
		assertThat(heard(2)).containsExactly(registered("lobby", 1), registered("lobby", 2));
		this.rooms.unregister(this.ann, "lobby");

		assertThat(heard(1)).containsExactly(unregistered("lobby"));
	}

	@Test
	@Otp(227)
	void aListenerHearsNothingWhenAProcessEnds() {
		this.rooms.open(RegistryOptions.unique().listener("listener"));
		this.rooms.register(this.ann, "lobby", 1);

		this.rooms.end(this.ann, ExitReason.KILL);

		await().until(() -> this.rooms.registry.count() == 0);
		assertThat(heard(1)).containsExactly(registered("lobby", 1));
	}

}
