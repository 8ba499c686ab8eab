package io.actor.gen;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Probe;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What can be read of a server without asking it: what it is, and what it handles now.
 */
class ServerViewTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private Optional<String> handling(ServerRef server) {
		return Servers.handling(this.local.processes(), server.pid().orElseThrow());
	}

	/** Handles everything by waiting for the latch. */
	private static final class Patient extends GenServer<Object, Object> {

		private final CompletableFuture<Boolean> there = new CompletableFuture<>();

		private final CountDownLatch release = new CountDownLatch(1);

		private Next handled() throws InterruptedException {
			this.there.complete(true);
			this.release.await();
			return noReply();
		}

		@Override
		protected List<Class<?>> requestTypes() {
			return List.of(Atom.class);
		}

		@Override
		protected List<Class<?>> castTypes() {
			return List.of(Atom.class);
		}

		@Override
		protected Next handleCall(Object request, From from) throws Exception {
			return handled();
		}

		@Override
		protected Next handleCast(Object message) throws Exception {
			return message.equals("continue") ? noReply().thenContinue(42) : handled();
		}

		@Override
		protected Next handleInfo(Object message) throws Exception {
			return handled();
		}

		@Override
		protected Next handleContinue(Object with) throws Exception {
			return handled();
		}

	}

	private record Question() implements Request<Integer> {
	}

	private record Note() {
	}

	private String handlingDuring(Consumer<ServerRef> tell) {
		Patient patient = new Patient();
		ServerRef server = this.local.start(() -> patient);
		assertThat(handling(server)).isEmpty();
		tell.accept(server);
		LocalNode.get(patient.there);

		String during = handling(server).orElseThrow();

		patient.release.countDown();
		await().until(() -> handling(server).isEmpty());
		return during;
	}

	@Test
	void whatIsHandledIsShownByItsTypeUntilItIsDone() {
		assertThat(handlingDuring((server) -> server.callAsync(new Question()))).isEqualTo("Question");
		assertThat(handlingDuring((server) -> server.cast(new Note()))).isEqualTo("Note");
		assertThat(handlingDuring((server) -> server.send(new Note()))).isEqualTo("Note");
		assertThat(handlingDuring((server) -> server.cast("continue"))).as("what it continues with")
			.isEqualTo("Integer");
		assertThat(handlingDuring((server) -> server.send(Tuple.of(Atom.of("$gen_cast"), Atom.of("x")))))
			.isEqualTo("Atom");
		assertThat(handlingDuring((server) -> server.send(Tuple.of(Atom.of("$gen_call"),
				Tuple.of(this.local.processes().nobody(), Atom.of("tag")), Atom.of("x")))))
			.isEqualTo("Atom");
	}

	@Test
	void aServerIsShownAsWhatItIs() {
		Pid server = this.local.start(Probe::new).pid().orElseThrow();

		assertThat(this.local.processes().info(server)).get().satisfies((info) -> {
			assertThat(info.kind()).isEqualTo("server");
			assertThat(info.type()).isEqualTo(Probe.class.getName());
		});
		assertThat(Servers.view(this.local.processes(), server, Probe.class)).isPresent();
		assertThat(Servers.view(this.local.processes(), server, List.class)).isEmpty();
	}

	@Test
	void aProcessThatIsNoServerHandlesNothing() {
		Pid body = this.local.node().spawn((self) -> self.receive(Void.class));

		assertThat(Servers.handling(this.local.processes(), body)).isEmpty();
		assertThat(Servers.view(this.local.processes(), body, Object.class)).isEmpty();
	}

}
