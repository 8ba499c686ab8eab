package io.actor.rpc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.actor.application.ApplicationSpec;
import io.actor.fixture.LogEvents;
import io.actor.node.Node;
import io.actor.process.GroupLeader;
import io.actor.process.InfoKey;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Erlang I/O protocol, as a process on another node speaks it to its group leader.
 */
@Timeout(30)
class ConsoleTests {

	private static final Atom UNICODE = Atom.of("unicode");

	@RegisterExtension
	final LogEvents log = new LogEvents("io.actor.output");

	private final Node node = Node.start();

	@AfterEach
	void stop() {
		this.node.close();
	}

	private Term ask(Term request) throws Exception {
		return ask(this.node.whereis(GroupLeader.CONSOLE).orElseThrow(), request);
	}

	private Term ask(Pid leader, Term request) throws Exception {
		CompletableFuture<Term> reply = new CompletableFuture<>();
		this.node.spawn((self) -> {
			self.send(leader, Tuple.of(Atom.of("io_request"), self.pid(), Int.of(9), request));
			Tuple answer = self.receive(Tuple.class);
			assertThat(answer.get(0)).isEqualTo(Atom.of("io_reply"));
			assertThat(answer.get(1)).isEqualTo(Int.of(9));
			reply.complete(answer.get(2));
		});
		return reply.get(10, TimeUnit.SECONDS);
	}

	private static Term tuple(String verb, Term... rest) {
		Term[] all = new Term[rest.length + 1];
		all[0] = Atom.of(verb);
		System.arraycopy(rest, 0, all, 1, rest.length);
		return Tuple.of(all);
	}

	@Test
	void eachRequestIsAnswered() throws Exception {
		Term text = Binary.utf8("hello");
		assertThat(ask(tuple("put_chars", UNICODE, text))).hasToString("ok");
		assertThat(ask(tuple("put_chars", text))).hasToString("ok");
		assertThat(ask(tuple("put_chars", UNICODE, Atom.of("io_lib"), Atom.of("format"),
				ListTerm.of(ListTerm.charlist("~p!"), ListTerm.of(Int.of(1))))))
			.hasToString("ok");
		assertThat(ask(tuple("requests", ListTerm.of(tuple("put_chars", text), tuple("put_chars", text)))))
			.hasToString("ok");
		assertThat(ask(tuple("requests", ListTerm.of(tuple("nonsense"), tuple("put_chars", text)))))
			.hasToString("{error,request}");
		assertThat(ask(tuple("setopts", ListTerm.EMPTY))).hasToString("ok");
		assertThat(ask(Atom.of("getopts"))).hasToString("[{binary,false},{encoding,unicode}]");
		assertThat(ask(tuple("get_line", UNICODE, text))).hasToString("{error,enotsup}");
		assertThat(ask(tuple("get_geometry", Atom.of("columns")))).hasToString("{error,enotsup}");
		assertThat(ask(Atom.of("nonsense"))).hasToString("{error,request}");
		assertThat(ask(tuple("put_chars", UNICODE, Atom.of("os"), Atom.of("cmd"), ListTerm.of(text))))
			.hasToString("{error,request}");

		assertThat(this.log.at(Level.INFO)).hasSize(5).allMatch((line) -> line.matches("<.*> says: (hello|1!)"));
	}

	@Test
	void whatIsPrintedCannotForgeALineOfTheLog() throws Exception {
		Term text = Binary.utf8("a\u001b[31mb\tc\rd\u202ee\nf");
		assertThat(ask(tuple("put_chars", UNICODE, text))).hasToString("ok");

		assertThat(this.log.at(Level.INFO)).extracting((line) -> line.replaceFirst("<.*> ", ""))
			.containsExactly("says: a?[31mb c", "says: d?e", "says: f");
	}

	@Test
	void theMasterOfAnApplicationPassesOnWhatItsProcessesPrint() throws Exception {
		this.node.applications()
			.start(ApplicationSpec.of("chat",
					() -> (type, environment) -> ChildSpec.supervisor("chat_sup", Supervisor.oneForOne())));
		Pid top = this.node.applications().running().getFirst().top();
		Pid master = this.node.processes().info(top, InfoKey.GROUP_LEADER).orElseThrow().orElseThrow();

		assertThat(ask(master, tuple("put_chars", UNICODE, Binary.utf8("hello")))).hasToString("ok");

		assertThat(this.log.at(Level.INFO)).singleElement().asString().endsWith(" says: hello");
	}

	@Test
	void whoPrintsWithoutEndFillsNoLog() throws Exception {
		Term lines = Binary.utf8(String.join("\n", IntStream.range(0, 5000).mapToObj(Integer::toString).toList()));

		assertThat(ask(tuple("put_chars", UNICODE, lines))).hasToString("ok");

		assertThat(this.log.at(Level.INFO)).hasSize(100).first().asString().endsWith(" says: 0");
	}

}
