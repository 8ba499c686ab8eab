package io.actor.test.swarm;

import io.actor.test.swarm.History.Operation;
import io.actor.test.swarm.History.Outcome;
import io.actor.test.swarm.SequentialObject.Move;
import io.actor.test.swarm.SequentialObject.Read;
import io.actor.test.swarm.SequentialObject.Write;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The search for an order finds one where there is one, and only there. */
class LinearizabilityTests {

	private final History history = new History();

	private Operation asked(int client, Object input) {
		return this.history.invoke(client, input);
	}

	private void answered(Operation operation, Object output) {
		this.history.done(operation.id());
		this.history.ok(operation, output);
	}

	private String problem(SequentialObject object) {
		return Linearizability.problem(object, this.history);
	}

	@Test
	void operationsAtTheSameTimeMayHaveHappenedInAnyOrder() {
		Operation write = asked(1, new Write(7));
		Operation first = asked(2, new Read());
		answered(first, 7);
		answered(write, 0);

		assertThat(problem(SequentialObject.REGISTER)).isNull();
	}

	@Test
	void aReadThatCameAfterAWriteMustSeeIt() {
		answered(asked(1, new Write(7)), 0);
		answered(asked(2, new Read()), 0);

		assertThat(problem(SequentialObject.REGISTER)).contains("no order explains");
	}

	@Test
	void aReadMustNotGoBack() {
		Operation write = asked(1, new Write(7));
		answered(asked(2, new Read()), 7);
		answered(asked(2, new Read()), 0);
		answered(write, 0);

		assertThat(problem(SequentialObject.REGISTER)).isNotNull();
	}

	@Test
	void whatNobodyWasToldOfMayHaveHappenedLater() {
		Operation lost = asked(1, new Write(7));
		this.history.end(lost, Outcome.INFO);
		answered(asked(2, new Read()), 0);
		this.history.done(lost.id());
		answered(asked(2, new Read()), 7);

		assertThat(problem(SequentialObject.REGISTER)).isNull();
	}

	@Test
	void whatNobodyWasToldOfAndNeverHappenedIsNotSeen() {
		this.history.end(asked(1, new Write(7)), Outcome.INFO);
		answered(asked(2, new Read()), 7);

		assertThat(problem(SequentialObject.REGISTER)).isNotNull();
	}

	@Test
	void anItemOfAQueueIsGivenAwayOnce() {
		answered(asked(1, new Write(7)), 1);
		Operation one = asked(1, new Read());
		Operation other = asked(2, new Read());
		answered(one, 7);
		answered(other, 7);

		assertThat(problem(SequentialObject.QUEUE)).isNotNull();
	}

	@Test
	void moneyIsMovedOnce() {
		Operation one = asked(1, new Move(0, 1, 10));
		Operation other = asked(2, new Move(0, 2, 10));
		answered(one, true);
		answered(other, true);

		assertThat(problem(SequentialObject.BANK)).isNotNull();
	}

}
