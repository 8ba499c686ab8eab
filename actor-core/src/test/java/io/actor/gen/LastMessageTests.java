package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Probe;
import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which message a report of a server's end names as its last one: as it was read, or as
 * it came if it could not be read.
 */
class LastMessageTests {

	private static final Atom GEN_CALL = Atom.of("$gen_call");

	private static final Atom GEN_CAST = Atom.of("$gen_cast");

	private static final Tuple UNKNOWN = Tuple.of(Atom.of("unknown"), Int.of(3));

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	private record Add(int number) implements Request<Integer> {
	}

	private record Note(String text) {
	}

	private record Hint(int level) {
	}

	/** Ends with whatever it gets. */
	private static final class Fragile extends GenServer<Add, Note> {

		@Override
		protected Next handleCall(Add request, From from) {
			throw new IllegalStateException("boom");
		}

		@Override
		protected Next handleCast(Note message) {
			throw new IllegalStateException("boom");
		}

		@Override
		protected Next handleInfo(Object message) {
			throw new IllegalStateException("boom");
		}

		@Override
		protected List<Class<?>> infoTypes() {
			return List.of(Hint.class);
		}

	}

	private String reportOf(Term message) {
		Pid server = this.local.start(Fragile::new).pid().orElseThrow();
		CompletableFuture<ExitReason> end = this.local.endOf(server);
		this.local.processes().send(server, message);
		LocalNode.get(end);
		return terminated();
	}

	private String terminated() {
		List<String> all = this.reports.at(Level.ERROR)
			.stream()
			.filter((line) -> line.contains("terminating"))
			.toList();
		return all.getLast();
	}

	private static Tuple call(Term request) {
		return Tuple.of(GEN_CALL, Tuple.of(new Pid(Atom.of("there@host"), 7, 0, 3), Atom.of("tag")), request);
	}

	@Test
	void aRequestOfAnotherNode() {
		assertThat(reportOf(call(Tuple.of(Atom.of("add"), Int.of(5))))).contains("last message Add[number=5]");
		assertThat(reportOf(call(UNKNOWN))).contains("last message {unknown,3}");
		assertThat(reportOf(call(Tuple.of(Atom.of("add"), Atom.of("many"))))).contains("last message {add,many}");
	}

	@Test
	void aCastOfAnotherNode() {
		assertThat(reportOf(Tuple.of(GEN_CAST, Tuple.of(Atom.of("note"), Binary.utf8("hello")))))
			.contains("last message Note[text=hello]");
		assertThat(reportOf(Tuple.of(GEN_CAST, UNKNOWN))).contains("last message {unknown,3}");
		assertThat(reportOf(Tuple.of(GEN_CAST, Tuple.of(Atom.of("note"), Int.of(1)))))
			.contains("last message {note,1}");
	}

	@Test
	void aMessageOfAnotherNode() {
		assertThat(reportOf(Tuple.of(Atom.of("hint"), Int.of(3)))).contains("last message Hint[level=3]");
		assertThat(reportOf(UNKNOWN)).contains("last message {unknown,3}");
		assertThat(reportOf(Tuple.of(Atom.of("hint"), Atom.of("high")))).contains("last message {hint,high}");
	}

	@Test
	void theMessageOfATimeoutThatIsOverAtOnce() {
		ServerRef server = this.local.start(() -> new Probe() {

			@Override
			protected Next handleInfo(Object message) {
				throw new IllegalStateException("boom");
			}

		});
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());

		Probe.tell(server, (probe) -> Probe.nothing().timeout(Duration.ZERO, "silence"));

		LocalNode.get(end);
		assertThat(terminated()).contains("last message silence");
	}

}
