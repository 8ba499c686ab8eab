package io.actor.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.Randomness;
import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages of other nodes, which come as terms. */
class ReceivedTermTests {

	private final Kernel kernel = new Kernel();

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	private record Point(int x) {
	}

	private enum Color {

		RED

	}

	/** Reads {@code {point, X}} as a point and {@code red} as a color. */
	private static final class Converter extends OnlyTerms {

		@Override
		public <T> T message(Term term, Class<T> type) {
			if (type == Point.class && term instanceof Tuple tuple && tuple.isTagged(Atom.of("point"), 2)) {
				return type.cast(new Point((int) ((Int) tuple.get(1)).value()));
			}
			return (type == Color.class && term.equals(Atom.of("red"))) ? type.cast(Color.RED) : null;
		}

	}

	@Test
	void aTermIsReceivedAsTheRecordItMeansAndNoTermLooksLikeASignal() {
		Processes node = new Processes(new NodeIdentity(Atom.of("a@h"), 5),
				new NodeServices(ActorClock.system(), this.kernel.scheduler, this.kernel.timers, Randomness.secure()),
				ProcessLimits.DEFAULT, new Converter(), this.kernel.reports);
		CompletableFuture<List<Object>> received = new CompletableFuture<>();
		Pid pid = node.spawn((self) -> {
			List<Object> all = new ArrayList<>();
			all.add(self.receive(Point.class));
			all.add(self.receive(Color.class));
			all.add(self.receive(Down.class, Duration.ZERO).isPresent());
			all.add(self.receive(Exit.class, Duration.ZERO).isPresent());
			all.add(self.receive(String.class, Duration.ZERO).isPresent());
			all.add(self.receive(Tuple.class));
			received.complete(all);
		}, SpawnOptions.DEFAULT, null).pid();
		Tuple unknown = Tuple.of(Atom.of("unknown"), Int.of(1));

		node.send(pid, unknown);
		node.send(pid, Tuple.of(Atom.of("point"), Int.of(7)));
		node.send(pid, Atom.of("red"));

		assertThat(Kernel.get(received)).isEqualTo(List.of(new Point(7), Color.RED, false, false, false, unknown));
	}

}
