package io.actor.gen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.actor.gen.Calls.BROKEN;
import static io.actor.gen.Calls.ask;
import static io.actor.gen.Calls.kept;
import static io.actor.gen.Calls.number;
import static io.actor.gen.Calls.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** Requests whose responses are received later. */
class RequestTests {

	private static final Duration SHORT = Duration.ofMillis(10);

	private static final Duration LONG = Duration.ofSeconds(10);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final List<From> kept = new CopyOnWriteArrayList<>();

	private ServerRef start() {
		return this.local.start(Probe::new);
	}

	private static Optional<Response<Integer>> reply(int value) {
		return Optional.of(new Response.Reply<>(value));
	}

	/** Runs it once in a process and once in a thread that is none. */
	private void inBoth(LocalNode.Work<Boolean> work) {
		assertThat(this.local.holds(work)).isTrue();
		CompletableFuture<Boolean> outside = new CompletableFuture<>();
		Thread.startVirtualThread(() -> {
			try {
				outside.complete(work.run(null));
			}
			catch (Exception | AssertionError ex) {
				outside.completeExceptionally(ex);
			}
		});
		assertThat(LocalNode.get(outside)).isTrue();
	}

	private static void assertNoMail(Process self) {
		if (self != null) {
			assertThat(self.receive(Object.class, Duration.ZERO)).isEmpty();
		}
	}

	@Test
	void aResponseIsReceivedOnce() {
		ServerRef server = start();
		inBoth((self) -> {
			RequestId<Integer> id = server.sendRequest(one());

			assertThat(id.receiveResponse(LONG)).isEqualTo(reply(1));
			assertThat(id.waitResponse(LONG)).isEmpty();
			assertThat(id.receiveResponse(LONG)).isEmpty();
			assertNoMail(self);
			return true;
		});
	}

	@Test
	@Otp(127)
	void aRequestToAnAbsentNameFailsOnlyInItsResponse() {
		ServerRef nobody = this.local.node().server("nobody");
		inBoth((self) -> {
			RequestId<Integer> id = nobody.sendRequest(one());

			assertThat(id.receiveResponse(LONG))
				.isEqualTo(Optional.of(new Response.Failure<Integer>(ExitReason.NOPROC, nobody)));
			return true;
		});
	}

	@Test
	void theEndOfTheServerIsTheResponse() {
		inBoth((self) -> {
			ServerRef server = start();
			RequestId<Integer> crashed = server.sendRequest(ask((probe, ask, from) -> Probe.end(BROKEN)));

			assertThat(crashed.waitResponse(LONG))
				.isEqualTo(Optional.of(new Response.Failure<Integer>(BROKEN, server)));
			return true;
		});
	}

	@Test
	@Otp(128)
	void aResponseThatWasNotThereInTimeCanBeWaitedForAgain() {
		ServerRef server = start();
		inBoth((self) -> {
			this.kept.clear();
			RequestId<Integer> id = server.sendRequest(kept(this.kept));
			await().until(() -> this.kept.size() == 1);

			assertThat(id.waitResponse(SHORT)).isEmpty();
			assertThat(id.waitResponse(Duration.ZERO)).isEmpty();
			this.kept.getFirst().reply(2);

			assertThat(id.waitResponse(LONG)).isEqualTo(reply(2));
			assertNoMail(self);
			return true;
		});
	}

	@Test
	void aResponseThatWasNotReceivedInTimeIsGivenUp() {
		ServerRef server = start();
		inBoth((self) -> {
			this.kept.clear();
			RequestId<Integer> id = server.sendRequest(kept(this.kept));
			await().until(() -> this.kept.size() == 1);

			assertThat(id.receiveResponse(SHORT)).isEmpty();
			this.kept.getFirst().reply(2);

			assertThat(id.waitResponse(SHORT)).isEmpty();
			assertNoMail(self);
			return true;
		});
	}

	@Test
	void aServerGetsTheResponseAsAMessageAndGoesOnMeanwhile() {
		ServerRef asked = start();
		List<Object> notes = new CopyOnWriteArrayList<>();
		CountDownLatch release = new CountDownLatch(1);
		ServerRef asking = this.local.start(() -> new Probe(notes) {

			private RequestId<Integer> id;

			@Override
			protected Init init() {
				this.id = asked.sendRequest(number((probe, ask, from) -> {
					release.await();
					return Probe.answer(ask, 3);
				}));
				return ok();
			}

			@Override
			protected Next handleInfo(Object message) {
				this.notes.add(this.id.checkResponse(message));
				return noReply();
			}
		});

		asking.send("other");
		assertThat(Probe.answers(asking)).isTrue();
		release.countDown();

		await().untilAsserted(() -> assertThat(notes).containsExactly(Optional.empty(), reply(3)));
	}

	@Test
	void responsesKeepTheirPlaceAmongOtherMessages() {
		ServerRef server = start();

		assertThat(this.local.holds((self) -> {
			self.send(self.pid(), "before");
			RequestId<Integer> id = server.sendRequest(one());
			assertThat(Probe.answers(server)).isTrue();
			self.send(self.pid(), "after");

			assertThat(self.receive()).isEqualTo("before");
			Object message = self.receive();
			assertThat(message).isInstanceOf(ResponseMessage.class);
			assertThat(message.toString()).startsWith("Response to Ask[");
			assertThat(id.checkResponse(message)).isEqualTo(reply(1));
			assertThat(id.checkResponse(message)).isEmpty();
			assertThat(self.receive()).isEqualTo("after");
			return true;
		})).isTrue();
	}

	@Test
	void theResponseToAProcessIsReceivedByNobodyElse() {
		ServerRef server = start();
		RequestId<Integer> id = this.local.inProcess((self) -> server.sendRequest(one()));

		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> id.waitResponse(LONG))
			.withMessageContaining("nobody else can receive it");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> id.checkResponse("any"));
	}

	@Test
	void aProcessMayAskItselfAndWaitNotAtAll() {
		ServerRef server = this.local.start(() -> new Probe() {

			private RequestId<Integer> id;

			@Override
			protected Next handleCast(Tell tell) {
				this.id = ServerRef.of(self().processes(), self().pid()).sendRequest(one());
				return noReply();
			}

			@Override
			protected Next handleInfo(Object message) {
				this.notes.add(this.id.checkResponse(message).orElseThrow());
				return noReply();
			}

			@Override
			protected void terminate(ExitReason reason) {
				assertThat(this.notes).containsExactly(new Response.Reply<>(1));
			}
		});
		Probe.tell(server, Probe.note("ignored"));
		assertThat(Probe.answers(server)).isTrue();
		assertThat(Probe.answers(server)).isTrue();

		server.stop();
	}

	@Test
	void aProcessThatEndsLeavesNothingOfItsRequests() {
		ServerRef server = start();

		this.local.inProcess((self) -> server.sendRequest(kept(this.kept)));

		await().until(() -> this.kept.size() == 1);
		this.kept.getFirst().reply(1);
		assertThat(Probe.answers(server)).isTrue();
	}

	@Test
	void severalThreadsMayWaitForOneRequestAndOneGetsIt() throws Exception {
		ServerRef server = start();
		RequestId<Integer> id = server.sendRequest(kept(this.kept));
		await().until(() -> this.kept.size() == 1);
		List<CompletableFuture<Optional<Response<Integer>>>> seen = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			CompletableFuture<Optional<Response<Integer>>> one = new CompletableFuture<>();
			seen.add(one);
			Thread.startVirtualThread(() -> one.complete(id.waitResponse(LONG)));
		}

		this.kept.getFirst().reply(5);

		assertThat(seen.stream().map(LocalNode::get).filter(Optional::isPresent)).containsExactly(reply(5));
	}

	@Test
	void aThreadThatIsInterruptedStopsWaiting() throws Exception {
		RequestId<Integer> id = start().sendRequest(kept(this.kept));
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread waiting = Thread.ofPlatform().start(() -> {
			boolean nothing = id.waitResponse(LONG).isEmpty();
			interrupted.complete(nothing && Thread.currentThread().isInterrupted());
		});
		await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

		waiting.interrupt();

		assertThat(LocalNode.get(interrupted)).isTrue();
		waiting.join();
	}

	@Test
	void aNegativeTimeIsRefusedAndTheRequestGoesOn() {
		RequestId<Integer> id = start().sendRequest(one());

		assertThatIllegalArgumentException().isThrownBy(() -> id.receiveResponse(Duration.ofMillis(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> id.waitResponse(Duration.ofMillis(-1)));
		assertThat(id.waitResponse(LONG)).isEqualTo(reply(1));
	}

	// ---- collections ----

	@Test
	@Otp(129)
	void responsesToSeveralRequestsComeInTheOrderOfTheirCompletionWithTheirLabels() {
		ServerRef server = start();
		inBoth((self) -> {
			this.kept.clear();
			RequestIds<String> ids = new RequestIds<>(this.local.processes());
			for (String label : List.of("a", "b", "c")) {
				ids.add(server.sendRequest(kept(this.kept)), label);
			}
			await().until(() -> this.kept.size() == 3);
			assertThat(ids.size()).isEqualTo(3);
			assertThat(ids.labels()).containsExactly("a", "b", "c");

			assertThat(ids.waitResponse(SHORT)).isEqualTo(new Collected.Nothing<>());
			this.kept.get(1).reply(20);
			this.kept.get(2).reply(30);
			assertThat(ids.receiveResponse(LONG)).isEqualTo(new Collected.Answer<>(new Response.Reply<>(20), "b"));
			assertThat(ids.waitResponse(LONG)).isEqualTo(new Collected.Answer<>(new Response.Reply<>(30), "c"));
			this.kept.get(0).reply(10);
			assertThat(ids.receiveResponse(LONG)).isEqualTo(new Collected.Answer<>(new Response.Reply<>(10), "a"));

			assertThat(ids.receiveResponse(LONG)).isEqualTo(new Collected.NoRequest<>());
			assertThat(ids.waitResponse(LONG)).isEqualTo(new Collected.NoRequest<>());
			assertThat(ids.checkResponse("any")).isEqualTo(new Collected.NoRequest<>());
			assertNoMail(self);
			return true;
		});
	}

	@Test
	void oneDeadlineCoversAllResponsesAndWhatIsLateIsGivenUp() {
		ServerRef server = start();
		inBoth((self) -> {
			this.kept.clear();
			RequestIds<Integer> ids = new RequestIds<>(this.local.processes());
			ids.add(server.sendRequest(kept(this.kept)), 1);
			ids.add(server.sendRequest(kept(this.kept)), 2);
			await().until(() -> this.kept.size() == 2);
			this.kept.get(1).reply(2);
			long deadline = this.local.processes().deadline(Duration.ofMillis(50));

			assertThat(ids.receiveResponseUntil(deadline))
				.isEqualTo(new Collected.Answer<>(new Response.Reply<>(2), 2));
			assertThat(ids.receiveResponseUntil(deadline)).isEqualTo(new Collected.Nothing<>());
			this.kept.get(0).reply(1);
			assertThat(ids.receiveResponseUntil(deadline)).isEqualTo(new Collected.NoRequest<>());
			assertNoMail(self);
			return true;
		});
	}

	@Test
	void aCollectionSaysWhoseResponseAMessageIs() {
		ServerRef server = start();

		assertThat(this.local.holds((self) -> {
			RequestIds<String> ids = new RequestIds<>(self.processes());
			ids.add(server.sendRequest(one()), "one");
			RequestId<Integer> stranger = server.sendRequest(one());
			Object first = self.receive();
			Object second = self.receive();

			assertThat(ids.checkResponse("other")).isEqualTo(new Collected.Nothing<>());
			assertThat(ids.checkResponse(second)).isEqualTo(new Collected.Nothing<>());
			assertThat(ids.checkResponse(first)).isEqualTo(new Collected.Answer<>(new Response.Reply<>(1), "one"));
			assertThat(stranger.checkResponse(second)).isEqualTo(reply(1));
			return true;
		})).isTrue();
	}

	@Test
	void aRequestReceivedByItselfIsNotWaitedForInItsCollection() {
		ServerRef server = start();
		RequestIds<String> ids = new RequestIds<>(this.local.processes());
		RequestId<Integer> id = server.sendRequest(one());
		ids.add(id, "one");

		assertThat(id.receiveResponse(LONG)).isEqualTo(reply(1));

		assertThat(ids.receiveResponse(LONG)).isEqualTo(new Collected.NoRequest<>());
	}

	@Test
	void aCollectionTakesEachRequestOnceAndThoseOfOneProcessOnly() {
		ServerRef server = start();
		RequestIds<String> ids = new RequestIds<>(this.local.processes());
		RequestId<Integer> id = server.sendRequest(kept(this.kept));
		ids.add(id, "one");

		assertThatIllegalArgumentException().isThrownBy(() -> ids.add(id, "again"))
			.withMessageContaining("in this collection already");
		RequestId<Integer> other = this.local.inProcess((self) -> server.sendRequest(one()));
		assertThatIllegalArgumentException().isThrownBy(() -> ids.add(other, "other"))
			.withMessageContaining("another process sent it");
		assertThat(ids.size()).isOne();
	}

}
