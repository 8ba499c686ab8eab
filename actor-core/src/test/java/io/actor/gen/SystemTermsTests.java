package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.actor.fixture.LocalNode;
import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** System requests as Erlang's {@code sys} writes them, and what it gets for them. */
class SystemTermsTests {

	private static final Atom TAG = Atom.of("tag");

	@RegisterExtension
	final LocalNode local = new LocalNode();

	record Add(int amount) implements Request<Integer> {
	}

	/** Adds; its state is the sum, or a value that is no term. */
	private static final class Total extends GenServer<Add, Object> implements Stateful<Object> {

		private Object value = 0;

		@Override
		protected Next handleCall(Add add, From from) {
			int sum = (Integer) this.value + add.amount();
			this.value = sum;
			return reply(add, sum);
		}

		@Override
		public Object state() {
			return this.value;
		}

		@Override
		public void state(Object state) {
			this.value = state;
		}

	}

	private ServerRef start() {
		return this.local.start(Total::new);
	}

	/** Sends a request as Erlang does and gives back the answer. */
	private Term ask(ServerRef server, Term request) {
		return this.local.inProcess((self) -> {
			self.send(server.pid().orElseThrow(), Tuple.of(Atom.of("system"), Tuple.of(self.pid(), TAG), request));
			return self.receive(Tuple.class, (answer) -> answer.isTagged(TAG, 2), Duration.ofSeconds(20))
				.orElseThrow()
				.get(1);
		});
	}

	private Term debug(ServerRef server, Term what) {
		return ask(server, Tuple.of(Atom.of("debug"), what));
	}

	@Test
	void theStateIsTheAnswerItself() {
		ServerRef server = start();
		server.call(new Add(5));

		assertThat(ask(server, Atom.of("get_state"))).isEqualTo(Int.of(5));
	}

	@Test
	void aStateThatIsNoTermIsItsText() {
		ServerRef server = start();
		Sys.of(server).replaceState((Object old) -> Thread.State.class);

		assertThat(ask(server, Atom.of("get_state"))).isInstanceOfSatisfying(Binary.class,
				(text) -> assertThat(text.text().orElseThrow()).contains("Thread$State"));
	}

	@Test
	void aSuspendedServerSaysSoUntilItIsResumed() {
		ServerRef server = start();
		Pid pid = server.pid().orElseThrow();

		assertThat(ask(server, Atom.of("suspend"))).isEqualTo(Atom.OK);
		assertThatThrownBy(() -> server.call(new Add(1), Duration.ofMillis(20))).isInstanceOf(CallException.class);
		Term status = ask(server, Atom.of("get_status"));
		assertThat(status).isInstanceOfSatisfying(Tuple.class, (told) -> {
			assertThat(told.isTagged(Atom.of("status"), 4)).isTrue();
			assertThat(told.get(1)).isEqualTo(pid);
			assertThat(told.get(2)).isEqualTo(Tuple.of(Atom.of("module"), Atom.of("gen_server")));
		});
		assertThat(status.print(10_000)).contains("[[],suspended,", "{header,",
				"Status for io.actor.gen.SystemTermsTests", "{data,[{\"Status\",suspended},{\"Parent\",",
				"{\"Logged events\",[]}", "{data,[{\"State\",0}]}");

		assertThat(ask(server, Atom.of("resume"))).isEqualTo(Atom.OK);
		assertThat(ask(server, Atom.of("get_status")).print(10_000)).contains("[[],running,", "{\"Status\",running}");
	}

	@ParameterizedTest
	@CsvSource({ "trace", "log", "statistics" })
	void whatWatchesAServerIsSwitchedOnAndOff(String what) {
		ServerRef server = start();
		Sys sys = Sys.of(server);

		assertThat(debug(server, Tuple.of(Atom.of(what), Atom.TRUE))).isEqualTo(Atom.OK);
		assertThat(sys.status().debugging()).anyMatch((each) -> each.startsWith(what));
		assertThat(debug(server, Tuple.of(Atom.of(what), Atom.FALSE))).isEqualTo(Atom.OK);
		assertThat(sys.status().debugging()).isEmpty();
		assertThat(debug(server, Tuple.of(Atom.of(what), Atom.TRUE))).isEqualTo(Atom.OK);
		assertThat(debug(server, Atom.of("no_debug"))).isEqualTo(Atom.OK);
		assertThat(sys.status().debugging()).isEmpty();
	}

	@Test
	void whatOtherNodesSendIsLoggedAsWhatItMeans() {
		ServerRef server = start();
		debug(server, Tuple.of(Atom.of("log"), Atom.TRUE));
		Pid caller = this.local.inProcess((self) -> {
			self.send(server.pid().orElseThrow(),
					Tuple.of(Atom.of("$gen_call"), Tuple.of(self.pid(), TAG), Tuple.of(Atom.of("add"), Int.of(3))));
			assertThat(self.receive(Tuple.class, Duration.ofSeconds(20))).contains(Tuple.of(TAG, Int.of(3)));
			return self.pid();
		});

		assertThat(Sys.of(server).status().log().toString())
			.isEqualTo("[got call {add,3} from " + caller + ", sent 3 to " + caller + ", new state 3]");
		assertThat(debug(server, Tuple.of(Atom.of("log"), Atom.of("print")))).isEqualTo(Atom.OK);
		assertThat(ask(server, Atom.of("get_state"))).isEqualTo(Int.of(3));
	}

	@Test
	void whatIsNotKnownOrCarriesCodeIsRefusedByName() {
		ServerRef server = start();
		for (Term request : List.of(Atom.of("nonsense"), Tuple.of(Atom.of("replace_state"), Atom.of("fun")),
				Tuple.of(Atom.of("debug"), Tuple.of(Atom.of("install"), Atom.of("fun"))))) {
			assertThat(ask(server, request))
				.isEqualTo(Tuple.of(Atom.of("error"), Tuple.of(Atom.of("unknown_system_msg"), request)));
		}
	}

	@Test
	void aServerEndsForTheReasonItIsGiven() {
		for (ExitReason reason : List.of(ExitReason.NORMAL, ExitReason.shutdown(Atom.of("night")),
				ExitReason.of(Tuple.of(Atom.of("out"), Int.of(1))))) {
			ServerRef server = start();
			CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

			assertThat(ask(server, Tuple.of(Atom.of("terminate"), SystemTerms.term(this.local.processes(), reason))))
				.isEqualTo(Atom.OK);

			assertThat(LocalNode.get(end)).isEqualTo(reason);
		}
	}

	@Test
	void whatIsNoRequestIsAnOrdinaryMessage() {
		Pid pid = this.local.processes().nobody();
		assertThat(SystemTerms.isRequest(Tuple.of(Atom.of("system"), Tuple.of(pid, TAG), TAG))).isTrue();
		assertThat(SystemTerms.isRequest(Tuple.of(Atom.of("system"), Tuple.of(TAG, TAG), TAG))).isFalse();
		assertThat(SystemTerms.isRequest(Tuple.of(Atom.of("system"), Tuple.of(pid, TAG, TAG), TAG))).isFalse();
		assertThat(SystemTerms.isRequest(Tuple.of(Atom.of("system"), pid, TAG))).isFalse();
		assertThat(SystemTerms.isRequest(Tuple.of(Atom.of("other"), Tuple.of(pid, TAG), TAG))).isFalse();
		assertThat(SystemTerms.isRequest("system")).isFalse();
	}

}
