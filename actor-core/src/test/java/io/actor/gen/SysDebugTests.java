package io.actor.gen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.gen.SystemEvent.Kind;
import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Trace, log, statistics and debug functions. */
class SysDebugTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents printed = new LogEvents("io.actor.sys");

	private ServerRef server() {
		return this.local.node().start(Counter::new, StartOptions.named("counter"));
	}

	private static void call(ServerRef server, int times) {
		for (int i = 0; i < times; i++) {
			server.cast(new Counter.Add(1));
			server.call(new Counter.Query());
		}
	}

	private Debugging debugging(ServerRef server) {
		return ((ServerLoop) this.local.processes().behaviour(server.pid().orElseThrow()).orElseThrow()).debugging();
	}

	// ---- trace ----

	@Test
	@Otp(132)
	void aTracedCallPrintsOneLineInAndOneLineOut() {
		ServerRef server = server();
		Sys sys = Sys.of(server);
		sys.trace(true);

		server.call(new Counter.Query());

		String name = "*DBG* counter" + server.pid().orElseThrow().toLocalString();
		assertThat(this.printed.at(Level.INFO)).containsExactly(name + " got call Query[]",
				name + " sent 0, new state 0");

		sys.trace(false);
		server.call(new Counter.Query());
		assertThat(this.printed.at(Level.INFO)).hasSize(2);
	}

	@Test
	void aTraceTellsWhoCalledAndWhatElseCame() {
		ServerRef server = server();
		Sys.of(server).trace(true);

		String caller = this.local.inProcess((self) -> {
			server.call(new Counter.Query());
			return self.pid().toString();
		});
		server.cast(new Counter.Add(5));
		server.send("hello");
		Sys.of(server).status();

		assertThat(this.printed.at(Level.INFO)).extracting((line) -> line.substring(line.indexOf('>') + 2))
			.containsExactly("got call Query[] from " + caller, "sent 0 to " + caller + ", new state 0",
					"got cast Add[amount=5]", "new state 5", "got hello", "new state 5");
	}

	// ---- statistics ----

	@Test
	@Otp(133)
	void statisticsCountMessagesInAndOut() {
		ServerRef server = server();
		Sys sys = Sys.of(server);
		assertThat(sys.statistics()).isEmpty();
		Instant before = Instant.ofEpochMilli(this.local.processes().clock().wallMillis());

		sys.statistics(true);
		server.call(new Counter.Query());

		ServerStatistics one = sys.statistics().orElseThrow();
		assertThat(one.messagesIn()).isEqualTo(1);
		assertThat(one.messagesOut()).isEqualTo(1);
		assertThat(one.started()).isBetween(before, one.now());

		sys.statistics(true);
		server.cast(new Counter.Add(1));
		server.send("info");
		sys.status();
		ServerStatistics three = sys.statistics().orElseThrow();
		assertThat(three.messagesIn()).isEqualTo(3);
		assertThat(three.messagesOut()).isEqualTo(1);
		assertThat(three.started()).isEqualTo(one.started());

		sys.statistics(false);
		assertThat(sys.statistics()).isEmpty();
		sys.statistics(true);
		assertThat(sys.statistics().orElseThrow().messagesIn()).isZero();
	}

	// ---- log ----

	@Test
	@Otp(134)
	void aLogKeepsTheLatestTenEvents() {
		ServerRef server = server();
		Sys sys = Sys.of(server);
		assertThat(sys.logged()).isEmpty();
		sys.log();

		call(server, 4);

		List<SystemEvent> log = sys.logged();
		assertThat(log).hasSize(10);
		assertThat(log.getLast()).isInstanceOfSatisfying(SystemEvent.Out.class, (out) -> {
			assertThat(out.reply()).isEqualTo(4);
			assertThat(out.state()).contains(4);
		});
		assertThat(log.getFirst()).isInstanceOfSatisfying(SystemEvent.In.class,
				(in) -> assertThat(in.kind()).isEqualTo(Kind.CALL));
		assertThat(sys.status().log()).isEqualTo(log);
	}

	@Test
	@Otp(134)
	void aLogKeepsAtMostAsManyEventsAsAskedFor() {
		ServerRef server = server();
		Sys sys = Sys.of(server);
		sys.log(3);
		call(server, 2);

		List<SystemEvent> three = sys.logged();
		assertThat(three).hasSize(3);

		sys.log(5);
		assertThat(sys.logged()).isEqualTo(three);
		call(server, 2);
		assertThat(sys.logged()).hasSize(5);
		sys.printLog();
		assertThat(this.printed.at(Level.INFO)).hasSize(5).last().asString().endsWith("sent 4, new state 4");

		List<SystemEvent> latest = sys.logged().subList(4, 5);
		sys.log(1);
		assertThat(sys.logged()).as("the others are gone at once").isEqualTo(latest);

		sys.noLog();
		assertThat(sys.logged()).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> sys.log(0)).withMessageContaining("at least one");
	}

	@Test
	void whatComesFromOtherNodesIsLoggedAsWhatItIs() {
		ServerRef server = server();
		Pid counter = server.pid().orElseThrow();
		Pid remote = new Pid(Atom.of("there@host"), 7, 0, 3);
		Term query = Atom.of("query");
		Term add = Tuple.of(Atom.of("add"), Int.of(5));
		Sys sys = Sys.of(server);
		sys.log();

		this.local.processes().send(counter, Tuple.of(Atom.of("$gen_call"), Tuple.of(remote, Atom.of("tag")), query));
		this.local.processes().send(counter, Tuple.of(Atom.of("$gen_cast"), add));
		this.local.processes().send(counter, add);

		assertThat(sys.logged()).containsExactly(new SystemEvent.In(Kind.CALL, query, Optional.of(remote)),
				new SystemEvent.Out(0, Optional.of(remote), Optional.of(0)),
				new SystemEvent.In(Kind.CAST, add, Optional.empty()), new SystemEvent.NoReply(Optional.of(5)),
				new SystemEvent.In(Kind.INFO, add, Optional.empty()), new SystemEvent.NoReply(Optional.of(5)));
	}

	@Test
	void aStateIsOnlyAskedForIfSomebodySeesItAndNeedNotBeGiven() {
		AtomicInteger asked = new AtomicInteger();
		ServerRef server = this.local.start(() -> new Counter() {

			@Override
			public Integer state() {
				asked.incrementAndGet();
				throw new IllegalStateException("secret");
			}

		});
		Sys sys = Sys.of(server);

		sys.statistics(true);
		server.call(new Counter.Query());
		assertThat(asked).hasValue(0);

		sys.log(1);
		server.call(new Counter.Query());
		assertThat(asked).hasValue(1);
		assertThat(sys.logged()).containsExactly(new SystemEvent.Out(0, Optional.empty(), Optional.empty()));
		assertThat(this.printed.at(Level.WARN)).singleElement().asString().endsWith("cannot say its state");
	}

	// ---- functions ----

	@Test
	@Otp(135)
	void aDebugFunctionInstalledTwiceRunsOnceAndTwoRunTwice() {
		ServerRef server = server();
		Sys sys = Sys.of(server);
		List<String> seen = new CopyOnWriteArrayList<>();
		DebugFunction first = (process, event) -> seen.add("first");
		sys.install("a", first);
		sys.install("a", (process, event) -> seen.add("never"));
		server.cast(new Counter.Add(1));
		sys.status();
		assertThat(seen).containsExactly("first", "first");

		seen.clear();
		sys.install("b", (process, event) -> seen.add("second"));
		server.cast(new Counter.Add(1));
		assertThat(sys.status().debugging()).containsExactly("a", "b");
		assertThat(seen).containsExactly("first", "second", "first", "second");

		seen.clear();
		sys.remove("a");
		sys.remove("unknown");
		server.cast(new Counter.Add(1));
		sys.status();
		assertThat(seen).containsExactly("second", "second");
	}

	@Test
	@Otp(135)
	void noDebugClearsAllAndLeavesNothingInTheServer() {
		ServerRef server = server();
		Sys sys = Sys.of(server);
		assertThat(debugging(server)).isNull();
		List<SystemEvent> seen = new CopyOnWriteArrayList<>();
		sys.trace(true);
		sys.log();
		sys.statistics(true);
		sys.install("a", (process, event) -> seen.add(event));
		assertThat(sys.status().debugging()).containsExactly("trace", "log", "statistics", "a");

		sys.noDebug();
		call(server, 1);

		assertThat(seen).isEmpty();
		assertThat(this.printed.at(Level.INFO)).isEmpty();
		assertThat(sys.logged()).isEmpty();
		assertThat(sys.statistics()).isEmpty();
		assertThat(sys.status().debugging()).isEmpty();
		assertThat(debugging(server)).isNull();
	}

	@Test
	void aDebugFunctionThatIsDoneOrThrowsIsRemovedAndTheServerGoesOn() {
		ServerRef server = server();
		Sys sys = Sys.of(server);
		List<SystemEvent> seen = new ArrayList<>();
		sys.install("once", (process, event) -> {
			seen.add(event);
			return false;
		});
		sys.install("broken", (process, event) -> {
			throw new IllegalStateException("no more");
		});

		call(server, 2);

		assertThat(sys.status().debugging()).isEmpty();
		assertThat(seen).containsExactly(new SystemEvent.In(Kind.CAST, new Counter.Add(1), Optional.empty()));
		assertThat(this.printed.at(Level.WARN)).singleElement().asString().contains("'broken'");
	}

	@Test
	void anAnswerGivenLaterIsNoEvent() {
		ServerRef server = this.local.start(Probe::new);
		Sys sys = Sys.of(server);
		sys.log();

		int answer = Probe.<Integer>ask(server, (same, ask, from) -> {
			from.reply(ask, 7);
			return Probe.nothing().thenContinue("on");
		});

		assertThat(answer).isEqualTo(7);
		assertThat(Probe.answers(server)).isTrue();
		assertThat(sys.logged()).extracting((event) -> event.getClass().getSimpleName())
			.containsExactly("In", "Continue", "NoReply", "In", "Out");
	}

	@Test
	void aWatchedServerAnswersAsAnUnwatchedOneDoes() {
		ServerRef server = this.local.start(Probe::new);
		Sys.of(server).statistics(true);

		List<Integer> answers = IntStream.range(0, 3)
			.mapToObj((i) -> Probe.<Integer>ask(server, (same, ask, from) -> Probe.answer(ask, i)))
			.toList();

		assertThat(answers).containsExactly(0, 1, 2);
		CallException failure = catchThrowableOfType(CallException.class,
				() -> Probe.<Integer>ask(server, (same, ask, from) -> {
					throw new IllegalStateException("broken");
				}));
		assertThat(failure).hasRootCauseMessage("broken");
	}

}
