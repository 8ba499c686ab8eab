package io.actor.gen;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.ExitReason;
import io.actor.process.ProcessExit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.actor.gen.Calls.BROKEN;
import static io.actor.gen.Calls.ask;
import static io.actor.gen.Calls.number;
import static io.actor.gen.Calls.one;
import static io.actor.gen.Calls.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What a callback can give: returned, thrown, wrong, or not at all. */
class ResultTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final List<Object> notes = new CopyOnWriteArrayList<>();

	private ServerRef start() {
		return this.local.start(() -> new Probe(this.notes));
	}

	private CompletableFuture<ExitReason> endOf(ServerRef server) {
		return this.local.endOf(server.pid().orElseThrow());
	}

	// ---- thrown ----

	@Test
	void aThrownReplyIsAReplyAndTheServerLives() {
		ServerRef server = start();

		assertThat(server.call(number((probe, ask, from) -> {
			throw Probe.answer(ask, 7).thenContinue("on").thrown();
		}))).isEqualTo(7);

		assertThat(Probe.answers(server)).isTrue();
		assertThat(this.notes).containsExactly("continue on");
	}

	@Test
	void aThrownStopStops() {
		ServerRef server = start();
		CompletableFuture<ExitReason> end = endOf(server);

		Probe.tell(server, (probe) -> {
			throw Probe.end(BROKEN).thrown();
		});

		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
		assertThat(this.notes).containsExactly("terminate broken");
	}

	@Test
	void aResultMayBeThrownByMessagesAndContinuationsToo() {
		ServerRef server = this.local.start(() -> new Probe(this.notes) {

			@Override
			protected Next handleInfo(Object message) {
				throw noReply().thenContinue(message).thrown();
			}

			@Override
			protected Next handleContinue(Object with) {
				this.notes.add(with);
				throw noReply().thrown();
			}
		});

		server.send("again");

		assertThat(Probe.answers(server)).isTrue();
		assertThat(this.notes).containsExactly("again");
	}

	@Test
	@Otp(82)
	void theOutcomeOfInitMayBeThrown() {
		assertThat(initThrows(GenServer.ignore())).isEqualTo(new StartResult.Ignored());
		assertThat(initThrows(GenServer.failed(BROKEN))).isEqualTo(new StartResult.Failed(BROKEN, null));
		assertThat(initThrows(GenServer.refuse(BROKEN))).isEqualTo(new StartResult.Failed(BROKEN, null));
		assertThat(initThrows(GenServer.ok())).isInstanceOf(StartResult.Started.class);
	}

	private StartResult initThrows(Init outcome) {
		return startOf(() -> new Probe(this.notes) {

			@Override
			protected Init init() {
				throw outcome.thrown();
			}
		});
	}

	private StartResult startOf(Supplier<Probe> server) {
		return Servers.start(this.local.processes(), server, StartOptions.DEFAULT, null);
	}

	@Test
	void whatTerminateThrowsAsAResultIsOfNoInterest() {
		ServerRef server = this.local.start(() -> new Probe(this.notes) {

			@Override
			protected void terminate(ExitReason reason) {
				throw noReply().thrown();
			}
		});
		CompletableFuture<ExitReason> end = endOf(server);

		server.stop(BROKEN, null);

		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
	}

	// ---- wrong ----

	@Test
	@Otp(97)
	void aCallThatReturnsNothingEndsTheServerWithBadReturnValue() {
		ServerRef server = start();
		CompletableFuture<ExitReason> end = endOf(server);

		ExitReason seen = reason(() -> server.call(ask((probe, ask, from) -> null)));

		assertThat(seen).hasToString("{bad_return_value,<<\"handleCall of io.actor.fixture.Probe returned null\">>}");
		assertThat(LocalNode.get(end)).isEqualTo(seen);
		assertThat(this.notes).containsExactly("terminate " + seen);
	}

	@Test
	void aReplyWhereNobodyAskedEndsTheServerWithBadReturnValue() {
		ServerRef server = start();
		CompletableFuture<ExitReason> end = endOf(server);

		Probe.tell(server, (probe) -> Probe.answer(one(), 1));

		assertThat(LocalNode.get(end).toString()).startsWith("{bad_return_value,<<\"A callback without a caller");
	}

	@Test
	void aThrownOutcomeOfInitIsNoResultOfAHandlerAndTheOtherWayRound() {
		ServerRef server = start();

		assertThat(reason(() -> server.call(ask((probe, ask, from) -> {
			throw GenServer.ignore().thrown();
		}))).toString()).startsWith("{bad_return_value,<<\"handleCall of ");
		assertThat(startOf(() -> new Probe() {

			@Override
			protected Init init() {
				throw noReply().thrown();
			}
		})).isInstanceOfSatisfying(StartResult.Failed.class,
				(failed) -> assertThat(failed.reason().toString()).startsWith("{bad_return_value,<<\"init of "));
	}

	@Test
	@Otp(83)
	void anInitThatReturnsNothingFailsWithBadReturnValue() {
		assertThat(startOf(() -> new Probe() {

			@Override
			protected Init init() {
				return null;
			}
		})).isInstanceOfSatisfying(StartResult.Failed.class, (failed) -> assertThat(failed.reason().toString())
			.matches("\\{bad_return_value,<<\"init of .* returned null\">>}"));
	}

	@Test
	void anInitThatStopsByWhatItDoesFirstFailsTheStart() {
		for (Next next : List.of(Probe.end(BROKEN), Probe.answer(one(), 1))) {
			assertThat(startOf(() -> new Probe() {

				@Override
				protected Init init() {
					return ok(next);
				}
			})).isInstanceOfSatisfying(StartResult.Failed.class,
					(failed) -> assertThat(failed.reason().toString()).startsWith("{bad_return_value,"));
		}
		assertThat(this.local.started()).isZero();
	}

	// ---- absent ----

	private record Ping() implements Request<Boolean> {
	}

	private static final class Bare extends GenServer<Ping, String> {

	}

	@Test
	@Otp(118)
	void aServerWithoutHandleCallDiesOfACall() {
		ServerRef server = this.local.start(Bare::new);
		CompletableFuture<ExitReason> end = endOf(server);

		ExitReason seen = reason(() -> server.call(new Ping()));

		assertThat(seen).isInstanceOfSatisfying(ExitReason.Crash.class,
				(crash) -> assertThat(crash.cause()).isInstanceOf(UndefinedCallbackException.class)
					.hasMessageContaining("Bare does not override handleCall, it was given Ping[]"));
		assertThat(LocalNode.get(end)).isEqualTo(seen);
	}

	@Test
	@Otp(118)
	void aServerWithoutHandleCastDiesOfACast() {
		ServerRef server = this.local.start(Bare::new);
		CompletableFuture<ExitReason> end = endOf(server);

		server.cast("now");

		assertThat(LocalNode.get(end).toString()).contains("UndefinedCallbackException", "handleCast", "now");
	}

	@Test
	void aServerWithoutHandleContinueDiesOfAContinuation() {
		ServerRef server = this.local.start(() -> new GenServer<Ping, String>() {

			@Override
			protected Next handleCast(String message) {
				return noReply().thenContinue(message);
			}
		});
		CompletableFuture<ExitReason> end = endOf(server);

		server.cast("now");

		assertThat(LocalNode.get(end).toString()).contains("UndefinedCallbackException", "handleContinue", "now");
	}

	// ---- exit in a callback ----

	@Test
	@Otp(98)
	void anExitInACallbackTerminatesTheServerWithItsReason() {
		ServerRef server = start();
		CompletableFuture<ExitReason> end = endOf(server);

		assertThat(reason(() -> server.call(ask((probe, ask, from) -> {
			throw probe.process().exit(BROKEN);
		})))).isEqualTo(BROKEN);

		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
		assertThat(this.notes).containsExactly("terminate broken");
	}

	@Test
	void anExitThatTheCallbackCatchesIsNone() {
		ServerRef server = start();

		Probe.tell(server, (probe) -> {
			assertThat(catchThrowable(() -> probe.process().exit(BROKEN))).isInstanceOf(ProcessExit.class);
			probe.notes().add("caught");
			return Probe.nothing();
		});

		assertThat(Probe.answers(server)).isTrue();
		assertThat(this.notes).containsExactly("caught");
	}

	@Test
	void anExitInAContinuationTerminates() {
		ServerRef server = this.local.start(() -> new Probe(this.notes) {

			@Override
			protected Next handleContinue(Object with) {
				throw self().exit(BROKEN);
			}
		});
		CompletableFuture<ExitReason> end = endOf(server);

		Probe.tell(server, (probe) -> Probe.nothing().thenContinue("end"));

		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
		assertThat(this.notes).containsExactly("terminate broken");
	}

	@Test
	@Otp(119)
	void anExitInTerminateReplacesTheReasonAndTerminateRunsOnce() {
		ServerRef server = this.local.start(() -> new Probe(this.notes) {

			@Override
			protected void terminate(ExitReason reason) {
				this.notes.add("terminate " + reason);
				throw self().exit(BROKEN);
			}
		});
		CompletableFuture<ExitReason> end = endOf(server);

		Probe.tell(server, (probe) -> {
			throw new IllegalStateException("boom");
		});

		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
		assertThat(this.notes).containsExactly("terminate java.lang.IllegalStateException: boom");
	}

	@Test
	@Otp(119)
	void aTerminateThatThrowsReplacesTheReason() {
		IllegalStateException thrown = new IllegalStateException("terminate");
		ServerRef server = this.local.start(() -> new Probe(this.notes) {

			@Override
			protected void terminate(ExitReason reason) {
				throw thrown;
			}
		});
		CompletableFuture<ExitReason> end = endOf(server);

		assertThat(reason(server::stop)).isEqualTo(ExitReason.crash(thrown));
		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.crash(thrown));
	}

	@Test
	void anExitOfAKilledServerIsAKill() {
		ServerRef server = start();
		CompletableFuture<ExitReason> end = endOf(server);

		Probe.tell(server, (probe) -> {
			catchThrowable(() -> probe.process().exit(probe.process().pid(), ExitReason.KILL));
			throw probe.process().exit(BROKEN);
		});

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.KILLED);
		assertThat(this.notes).isEmpty();
	}

}
