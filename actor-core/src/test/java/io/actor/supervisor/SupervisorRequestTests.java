package io.actor.supervisor;

import java.time.Duration;
import java.util.List;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What a supervisor answers. */
class SupervisorRequestTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private Family family;

	@BeforeEach
	void beget() {
		this.family = new Family(this.local);
	}

	private Supervisor abc(Strategy strategy) {
		return Supervisor.with(strategy)
			.intensity(10, MINUTE)
			.child(this.family.child("a"))
			.child(this.family.child("b"))
			.child(this.family.child("c"));
	}

	private List<Object> log() {
		return this.family.log;
	}

	@Otp({ 172, 174 })
	@Test
	void startChildAnswersAsInOtp() {
		SupervisorRef supervisor = this.family.start(abc(Strategy.ONE_FOR_ONE));
		Pid a = this.family.pid("a");

		assertThat(supervisor.startChild(this.family.child("a")))
			.isEqualTo(new ChildResult.Refused(ExitReason.of(Tuple.of(Atom.of("already_started"), a))));
		supervisor.terminateChild("a");
		assertThat(supervisor.startChild(this.family.child("a")))
			.isEqualTo(new ChildResult.Refused(ExitReason.named("already_present")));
		assertThat(supervisor.startChild(this.family.child("d")))
			.isEqualTo(new ChildResult.Started(this.family.pid("d")));
		this.family.fail("e", 1);
		assertThat(supervisor.startChild(this.family.child("e")))
			.isEqualTo(new ChildResult.Refused(ExitReason.named("no_start")));
		assertThat(supervisor.whichChildren()).extracting(ChildInfo::id).containsExactly("d", "c", "b", "a");
	}

	@Otp(175)
	@Test
	void terminateRestartAndDeleteAnswerAsInOtp() {
		ChildResult done = new ChildResult.Done();
		ChildResult notFound = new ChildResult.Refused(ExitReason.named("not_found"));
		ChildResult running = new ChildResult.Refused(ExitReason.named("running"));
		SupervisorRef supervisor = this.family.start(abc(Strategy.ONE_FOR_ONE));

		assertThat(supervisor.terminateChild("x")).isEqualTo(notFound);
		assertThat(supervisor.restartChild("x")).isEqualTo(notFound);
		assertThat(supervisor.deleteChild("x")).isEqualTo(notFound);
		assertThat(supervisor.restartChild("a")).isEqualTo(running);
		assertThat(supervisor.deleteChild("a")).isEqualTo(running);
		assertThat(supervisor.terminateChild("a")).isEqualTo(done);
		assertThat(supervisor.terminateChild("a")).isEqualTo(done);
		assertThat(supervisor.restartChild("a")).isEqualTo(new ChildResult.Started(this.family.pid("a")));
		supervisor.terminateChild("a");
		assertThat(supervisor.deleteChild("a")).isEqualTo(done);
		assertThat(supervisor.terminateChild("a")).isEqualTo(notFound);
		assertThat(log()).containsExactly("+a", "+b", "+c", "-a shutdown", "+a", "-a shutdown");
	}

	@Test
	void aTerminatedTemporaryChildIsForgotten() {
		SupervisorRef supervisor = this.family
			.start(Supervisor.oneForOne().child(this.family.child("t").restart(Restart.TEMPORARY)));

		assertThat(supervisor.terminateChild("t")).isEqualTo(new ChildResult.Done());

		assertThat(supervisor.whichChildren()).isEmpty();
	}

	@Test
	void aRestartThatFailsByRequestIsNotTriedAgain() {
		SupervisorRef supervisor = this.family.start(abc(Strategy.ONE_FOR_ONE));
		supervisor.terminateChild("a");
		this.family.fail("a", 1);

		assertThat(supervisor.restartChild("a")).isEqualTo(new ChildResult.Refused(ExitReason.named("no_start")));
		assertThat(supervisor.restartChild("a")).isInstanceOf(ChildResult.Started.class);
	}

	@Test
	void aViewReadsWithoutAsking() {
		SupervisorRef supervisor = this.family.start(abc(Strategy.REST_FOR_ONE));
		this.family.crash("c");

		SupervisorView view = SupervisorView.of(this.local.processes(), supervisor.server().pid().orElseThrow(), 2)
			.orElseThrow();

		assertThat(view.strategy()).isEqualTo("rest_for_one");
		assertThat(view.restarts()).isEqualTo(1);
		assertThat(view.childCount()).isEqualTo(3);
		assertThat(view.children()).extracting(ChildInfo::id).containsExactly("a", "b");
	}

}
