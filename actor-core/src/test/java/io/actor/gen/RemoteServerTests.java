package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.fixture.LocalNode;
import io.actor.fixture.RecordedNetwork;
import io.actor.fixture.RecordedNetwork.Signal;
import io.actor.process.ExitReason;
import io.actor.process.RemoteSignals;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Destination;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.actor.gen.Calls.BROKEN;
import static io.actor.gen.Calls.asyncReason;
import static io.actor.gen.Calls.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The client of a server on another node, and a server whose client is there. */
class RemoteServerTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Atom THERE = Atom.of("there@host");

	private static final Pid REMOTE = new Pid(THERE, 7, 0, 3);

	private static final RegisteredName REMOTE_NAME = new RegisteredName("counter", "there@host");

	private static final Atom GEN_CALL = Atom.of("$gen_call");

	private static final Atom GEN_CAST = Atom.of("$gen_cast");

	private static final Atom ALIAS = Atom.of("alias");

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final RecordedNetwork network = new RecordedNetwork();

	/** What the server of the test was told. */
	private final List<Object> notes = new CopyOnWriteArrayList<>();

	private RemoteSignals incoming;

	@BeforeEach
	void connect() {
		this.local.processes().distribution(this.network);
		this.incoming = this.local.processes().remoteSignals();
	}

	private record Add(int number) implements Request<Integer> {
	}

	private ServerRef remote(Destination target) {
		return ServerRef.of(this.local.processes(), target);
	}

	private Ref refOfTheCall() {
		await().until(() -> !this.network.of("send").isEmpty());
		return (Ref) this.network.of("monitor").getLast().parts().get(2);
	}

	private static Term answer(Ref ref, Term value) {
		return Tuple.of(ListTerm.improper(List.of(ALIAS), ref), value);
	}

	// ---- client ----

	@Test
	void aCallIsAMonitorAndAGenCallUnderOneReference() {
		CompletableFuture<Integer> call = remote(REMOTE_NAME).callAsync(new Add(5), MINUTE);
		Ref ref = refOfTheCall();
		Pid nobody = this.local.processes().nobody();

		Tuple from = Tuple.of(nobody, ListTerm.improper(List.of(ALIAS), ref));
		assertThat(this.network.signals).containsExactly(Signal.of("monitor", nobody, REMOTE_NAME, ref),
				Signal.of("send", null, REMOTE_NAME, Tuple.of(GEN_CALL, from, Tuple.of(Atom.of("add"), Int.of(5)))));

		this.incoming.message(null, ref, Atom.of("noise"));
		this.incoming.message(null, ref, Tuple.of(Int.of(1), Int.of(2), Int.of(3)));
		this.incoming.message(null, ref, answer(ref, Int.of(6)));

		assertThat(LocalNode.get(call)).isEqualTo(6);
		assertThat(this.network.of("demonitor")).contains(Signal.of("demonitor", nobody, REMOTE_NAME, ref));
		await().until(() -> this.local.processes().aliasCount() == 0);
	}

	@Test
	void aCallOfAProcessNamesThatProcess() {
		CompletableFuture<Integer> reply = new CompletableFuture<>();
		Pid caller = this.local.node().spawn((self) -> reply.complete(remote(REMOTE).call(new Add(5), MINUTE)));
		Ref ref = refOfTheCall();

		assertThat(this.network.of("monitor")).containsExactly(Signal.of("monitor", caller, REMOTE, ref));
		this.incoming.message(null, ref, answer(ref, Int.of(6)));

		assertThat(LocalNode.get(reply)).isEqualTo(6);
	}

	@Test
	void theEndOfTheServerAndOfItsNodeReachTheCaller() {
		assertThat(reasonOfDown(REMOTE, BROKEN)).isEqualTo(BROKEN);
		ExitReason nodedown = ExitReason.of(Tuple.of(Atom.of("nodedown"), THERE));
		assertThat(reasonOfDown(REMOTE, ExitReason.NOCONNECTION)).isEqualTo(nodedown);
		assertThat(reasonOfDown(REMOTE_NAME, ExitReason.NOCONNECTION)).isEqualTo(nodedown);
		assertThat(reasonOfDown(new Ref(THERE, 3, 1, 2, 3), ExitReason.NOCONNECTION)).isEqualTo(nodedown);
	}

	private ExitReason reasonOfDown(Destination target, ExitReason reason) {
		CompletableFuture<Integer> call = remote(target).callAsync(new Add(5), MINUTE);
		Signal monitor = this.network.of("monitor").getLast();
		this.incoming.down((Pid) monitor.parts().get(0), target, (Ref) monitor.parts().get(2), reason);
		return asyncReason(call);
	}

	@Test
	void aCallThatIsGivenUpLeavesNothing() {
		assertThat(reason(() -> remote(REMOTE).call(new Add(5), Duration.ZERO))).isEqualTo(CallException.TIMEOUT);
		assertThat(asyncReason(remote(REMOTE).callAsync(new Add(5), Duration.ZERO))).isEqualTo(CallException.TIMEOUT);

		await().until(() -> this.network.of("demonitor").size() == 2);
		assertThat(this.local.processes().aliasCount()).isZero();
	}

	@Test
	void aCastIsAGenCastAndAMessageIsItself() {
		remote(REMOTE_NAME).cast(new Add(5));
		remote(REMOTE).send("plain");

		assertThat(this.network.signals).containsExactly(
				Signal.of("send", null, REMOTE_NAME, Tuple.of(GEN_CAST, Tuple.of(Atom.of("add"), Int.of(5)))),
				Signal.of("send", null, REMOTE, "plain"));
	}

	@Test
	void aProcessThatIsKilledWhileItCallsLeavesNothing() {
		Pid caller = this.local.node().spawn((self) -> remote(REMOTE).call(new Add(5), MINUTE));
		Ref ref = refOfTheCall();

		this.local.kill(caller);

		await().until(() -> this.network.of("demonitor").contains(Signal.of("demonitor", caller, REMOTE, ref)));
		await().until(() -> this.local.processes().aliasCount() == 0);
	}

	@Test
	void aStopIsAMonitorAndASystemMessage() {
		CompletableFuture<Boolean> stopped = new CompletableFuture<>();
		Pid caller = this.local.node().spawn((self) -> {
			remote(REMOTE_NAME).stop(ExitReason.shutdown("done"), MINUTE);
			stopped.complete(true);
		});
		Ref ref = refOfTheCall();
		Tuple reason = Tuple.of(Atom.of("shutdown"), Binary.utf8("done"));

		Tuple from = Tuple.of(caller, ListTerm.improper(List.of(ALIAS), ref));
		assertThat(this.network.signals).containsExactly(Signal.of("monitor", caller, REMOTE_NAME, ref),
				Signal.of("send", caller, REMOTE_NAME,
						Tuple.of(Atom.of("system"), from, Tuple.of(Atom.of("terminate"), reason))));
		this.incoming.message(null, ref, answer(ref, Atom.of("ok")));
		this.incoming.down(caller, REMOTE_NAME, ref, ExitReason.shutdown(Binary.utf8("done")));

		assertThat(LocalNode.get(stopped)).isTrue();
		assertThat(this.local.processes().aliasCount()).isZero();
	}

	@Test
	void aStopThatIsNotObeyedSaysWhy() {
		assertThat(reasonOfStop(BROKEN)).isEqualTo(BROKEN);
		assertThat(reasonOfStop(ExitReason.NOPROC)).isEqualTo(ExitReason.NOPROC);
		assertThat(reasonOfStop(ExitReason.NOCONNECTION))
			.isEqualTo(ExitReason.of(Tuple.of(Atom.of("nodedown"), THERE)));
		assertThat(reason(() -> remote(REMOTE).stop(BROKEN, Duration.ofMillis(1)))).isEqualTo(CallException.TIMEOUT);
	}

	private ExitReason reasonOfStop(ExitReason end) {
		int before = this.network.of("monitor").size();
		CompletableFuture<ExitReason> seen = new CompletableFuture<>();
		Thread.startVirtualThread(() -> seen.complete(reason(() -> remote(REMOTE).stop())));
		await().until(() -> this.network.of("monitor").size() > before);
		Signal monitor = this.network.of("monitor").getLast();
		this.incoming.down((Pid) monitor.parts().get(0), REMOTE, (Ref) monitor.parts().get(2), end);
		return LocalNode.get(seen);
	}

	@Test
	void aServerObeysAStopOfAnotherNodeAndSaysSoFirst() {
		ServerRef server = this.local.start(() -> new Counter(this.notes));
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());
		Tuple from = Tuple.of(REMOTE, Atom.of("tag"));

		this.incoming.message(null, server.pid().orElseThrow(), Tuple.of(Atom.of("system"), from,
				Tuple.of(Atom.of("terminate"), Tuple.of(Atom.of("shutdown"), Int.of(1)))));

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.shutdown(Int.of(1)));
		assertThat(this.network.of("send")).singleElement()
			.satisfies(
					(signal) -> assertThat(signal.parts()).contains(REMOTE, Tuple.of(Atom.of("tag"), Atom.of("ok"))));
	}

	@Test
	void onlyAPidOrALocalNameHasAProcessThatIsKnown() {
		ServerRef here = this.local.node().start(() -> new Counter(this.notes), StartOptions.named("here"));

		assertThat(remote(REMOTE).pid()).contains(REMOTE);
		assertThat(remote(REMOTE_NAME).pid()).isEmpty();
		assertThat(remote(RegisteredName.local("nobody")).pid()).isEmpty();
		assertThat(here.pid()).isEqualTo(this.local.node().whereis("here"));
	}

	@Test
	void referencesToTheSameTargetAreEqual() {
		ServerRef one = remote(REMOTE);

		assertThat(one).isEqualTo(remote(REMOTE))
			.hasSameHashCodeAs(remote(REMOTE))
			.isNotEqualTo(remote(REMOTE_NAME))
			.isNotEqualTo(REMOTE)
			.hasToString("ServerRef[" + REMOTE + "]");
		assertThat(one.target()).isEqualTo(REMOTE);
	}

	// ---- server ----

	/** Says one more than it was asked, and notes casts and messages. */
	private static final class Counter extends GenServer<Add, Counter.Note> {

		private final List<Object> notes;

		private Counter(List<Object> notes) {
			this.notes = notes;
		}

		private record Note(String text) {
		}

		private record Hint(int level) {
		}

		@Override
		protected Next handleCall(Add request, From from) {
			return reply(request, request.number() + 1);
		}

		@Override
		protected Next handleCast(Note message) {
			this.notes.add(message);
			return noReply();
		}

		@Override
		protected Next handleInfo(Object message) {
			this.notes.add(message);
			return noReply();
		}

		@Override
		protected List<Class<?>> infoTypes() {
			return List.of(Hint.class);
		}

	}

	private ServerRef counter() {
		return this.local.start(() -> new Counter(this.notes));
	}

	private static Tuple add(Term from) {
		return Tuple.of(GEN_CALL, from, Tuple.of(Atom.of("add"), Int.of(5)));
	}

	@Test
	void anAnswerGoesToTheAliasThatTheTagNamesOrElseToTheCaller() {
		Pid server = counter().pid().orElseThrow();
		Ref ref = new Ref(THERE, 3, 1, 2, 3);
		Term alias = ListTerm.improper(List.of(ALIAS), ref);
		Term nested = ListTerm.improper(List.of(alias), Atom.of("request_id"));
		List<Term> unaliased = List.of(ref, ListTerm.EMPTY, ListTerm.improper(List.of(ALIAS), Atom.of("x")),
				ListTerm.improper(List.of(Atom.of("tag")), ref));

		this.incoming.message(null, server, add(Tuple.of(REMOTE, alias)));
		this.incoming.message(null, server, add(Tuple.of(REMOTE, nested)));
		unaliased.forEach((tag) -> this.incoming.message(null, server, add(Tuple.of(REMOTE, tag))));

		await().until(() -> this.network.of("send").size() == 2 + unaliased.size());
		assertThat(this.network.of("send").subList(0, 2)).containsExactly(
				Signal.of("send", server, ref, Tuple.of(alias, Int.of(6))),
				Signal.of("send", server, ref, Tuple.of(nested, Int.of(6))));
		assertThat(this.network.of("send").subList(2, 2 + unaliased.size())).isEqualTo(
				unaliased.stream().map((tag) -> Signal.of("send", server, REMOTE, Tuple.of(tag, Int.of(6)))).toList());
	}

	@Test
	void castsAndMessagesAreReadAsWhatTheServerDeclares() {
		ServerRef server = counter();
		Pid pid = server.pid().orElseThrow();

		this.incoming.message(null, pid, Tuple.of(GEN_CAST, Tuple.of(Atom.of("note"), Binary.utf8("hello"))));
		this.incoming.message(null, pid, Tuple.of(Atom.of("hint"), Int.of(3)));
		this.incoming.message(null, pid, Tuple.of(Atom.of("unknown"), Int.of(3)));

		assertThat(server.call(new Add(1))).isEqualTo(2);
		assertThat(this.notes).containsExactly(new Counter.Note("hello"), new Counter.Hint(3),
				Tuple.of(Atom.of("unknown"), Int.of(3)));
	}

	@Test
	void whatOnlyLooksLikeACallIsAMessage() {
		ServerRef server = counter();
		List<Tuple> lookalikes = List.of(Tuple.of(GEN_CALL, Tuple.of(REMOTE), Atom.of("x")),
				Tuple.of(GEN_CALL, Tuple.of(THERE, Atom.of("tag")), Atom.of("x")),
				Tuple.of(GEN_CALL, REMOTE, Atom.of("x")), Tuple.of(GEN_CALL, Atom.of("x")),
				Tuple.of(GEN_CAST, Atom.of("x"), Atom.of("y")));

		lookalikes.forEach((each) -> this.incoming.message(null, server.pid().orElseThrow(), each));

		assertThat(server.call(new Add(1))).isEqualTo(2);
		assertThat(this.notes).containsExactlyElementsOf(lookalikes);
	}

	@Test
	void aRequestOrACastNobodyDeclaredEndsTheServer() {
		Tuple unknown = Tuple.of(Atom.of("unknown"), Int.of(3));

		for (Tuple message : List.of(Tuple.of(GEN_CALL, Tuple.of(REMOTE, Atom.of("tag")), unknown),
				Tuple.of(GEN_CAST, unknown))) {
			Pid server = counter().pid().orElseThrow();
			CompletableFuture<ExitReason> end = this.local.endOf(server);

			this.incoming.message(null, server, message);

			assertThat(LocalNode.get(end)).isInstanceOfSatisfying(ExitReason.Crash.class,
					(crash) -> assertThat(crash.cause()).isInstanceOf(UnknownRequestException.class)
						.hasMessage(Counter.class.getName() + " does not handle {unknown,3}"));
		}
		assertThat(this.network.of("send")).isEmpty();
	}

}
