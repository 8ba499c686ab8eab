package io.actor.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.event.Noting.For;
import io.actor.event.Noting.Reaction;
import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.gen.ServerRef;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Handlers that are tied to the process that added them. */
class SupervisedHandlerTests {

	private static final RuntimeException OOPS = new IllegalStateException("oops");

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final List<String> notes = new CopyOnWriteArrayList<>();

	private EventManagerRef manager;

	@BeforeEach
	void start() {
		ServerRef server = this.local.start(EventManager::new);
		this.manager = EventManagerRef.of(this.local.processes(), server.target());
	}

	/** What an adder is told when this is done after it added "h". */
	private Object told(LocalNode.Work<?> then) {
		return this.local.inProcess((self) -> {
			this.manager.addSupervised("h", () -> new Noting("h", this.notes));
			then.run(self);
			return self.receive();
		});
	}

	private Object toldAfter(Reaction reaction) {
		return told((self) -> {
			this.manager.notify(new For("h", reaction));
			return true;
		});
	}

	@Test
	@Otp(160)
	void theAdderHearsOfTheFailureOfItsHandler() {
		assertThat(toldAfter((handler) -> {
			throw OOPS;
		})).isEqualTo(new HandlerExit("h", ExitReason.crash(OOPS)));
		assertThat(toldAfter((handler) -> null).toString()).contains("bad_return_value");
	}

	@Test
	@Otp(160)
	void theAdderHearsOfEveryOtherEndOfItsHandler() {
		assertThat(toldAfter((handler) -> Noting.remove())).isEqualTo(new HandlerExit("h", ExitReason.NORMAL));
		assertThat(told((self) -> this.manager.delete("h", "bye"))).isEqualTo(new HandlerExit("h", ExitReason.NORMAL));
		assertThat(told((self) -> {
			this.manager.stop();
			return true;
		})).isEqualTo(new HandlerExit("h", ExitReason.SHUTDOWN));
	}

	@Test
	void anAdderIsNotEndedByTheEndOfTheManager() {
		Object next = this.local.inProcess((self) -> {
			self.trapExit(true);
			this.manager.addSupervised("h", () -> new Noting("h", this.notes));
			this.manager.stop();
			self.receive(HandlerExit.class);
			return self.receive(Object.class, Duration.ZERO);
		});

		assertThat(next).isEqualTo(java.util.Optional.empty());
	}

	@Test
	void anAdderIsLinkedWithTheManager() {
		Object exit = this.local.inProcess((self) -> {
			self.trapExit(true);
			this.manager.addSupervised("h", () -> new Noting("h", this.notes));
			this.local.kill(this.manager.server().pid().orElseThrow());
			return self.receive(Exit.class).reason();
		});

		assertThat(exit).isEqualTo(ExitReason.KILLED);
	}

	@Test
	@Otp(161)
	void aHandlerGoesWithItsAdder() {
		this.manager.add("other", () -> new Noting("other", this.notes));
		ExitReason dead = ExitReason.named("dead");
		Pid adder = this.local.node().spawn((self) -> {
			this.manager.addSupervised("h", () -> new Noting("h", this.notes));
			this.manager.addSupervised("h2", () -> new Noting("h2", this.notes));
			self.exit(dead);
		});

		await().until(() -> this.notes.size() == 3);
		assertThat(this.notes).containsExactly("h2 terminate " + new HandlerEnd.AdderEnded(dead),
				"h terminate " + new HandlerEnd.AdderEnded(dead), "other info " + new Exit(adder, dead));
		assertThat(this.manager.handlers()).containsExactly("other");
	}

	@Test
	@Otp(162)
	void aSwappedHandlerHasTheAdderOfTheOldOne() {
		List<Object> told = this.local.inProcess((self) -> {
			this.manager.addSupervised("h", () -> new Noting("h", this.notes));
			this.manager.swap("h", "why", "h2", () -> new Noting("h2", this.notes));
			List<Object> messages = new ArrayList<>(List.of(self.receive()));
			this.manager.delete("h2", "bye");
			messages.add(self.receive());
			messages.add(self.pid());
			return messages;
		});

		assertThat(told.getFirst())
			.isEqualTo(new HandlerExit("h", ExitReason.of(new HandlerExit.Replaced("h2", (Pid) told.getLast()))));
		assertThat(told.get(1)).isEqualTo(new HandlerExit("h2", ExitReason.NORMAL));
	}

	@Test
	void aHandlerCanBeSwappedInByAnotherProcess() {
		this.local.inProcess((first) -> {
			this.manager.addSupervised("h", () -> new Noting("h", this.notes));
			Pid second = swapping(first);
			assertThat(first.receive(HandlerExit.class).reason())
				.isEqualTo(ExitReason.of(new HandlerExit.Replaced("h2", second)));
			return true;
		});

		await().until(() -> this.manager.handlers().isEmpty());
		assertThat(this.notes).last().asString().startsWith("h2 terminate AdderEnded");
	}

	private Pid swapping(Process first) {
		return first.spawn((self) -> this.manager.swapSupervised("h", "why", "h2", () -> new Noting("h2", this.notes)));
	}

	@Test
	void theAdderHearsOfANewHandlerThatCannotStart() {
		List<Object> told = this.local.inProcess((self) -> {
			this.manager.addSupervised("h", () -> new Noting("h", this.notes));
			this.manager
				.notify(new For("h", (handler) -> Noting.swap("why", "h2", () -> new Noting("h2", this.notes, true))));
			return List.of(self.receive(), self.receive());
		});

		assertThat(told.getFirst().toString()).contains("Replaced", "h2");
		assertThat(told.getLast().toString()).contains("handler=h2", "init of h2");
	}

	@Test
	void aHandlerThatCannotStartLeavesNoLink() {
		this.local.inProcess((self) -> {
			assertThatThrownBy(() -> this.manager.addSupervised("h", () -> new Noting("h", this.notes, true)))
				.isInstanceOf(HandlerException.class);
			assertThat(self.processes().info(self.pid()).orElseThrow().links()).isEmpty();
			return true;
		});
	}

	@Test
	void onlyAProcessCanSuperviseAHandler() {
		assertThatThrownBy(() -> this.manager.addSupervised("h", () -> new Noting("h", this.notes)))
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("Only a process");
		assertThat(this.manager.handlers()).isEmpty();
	}

}
