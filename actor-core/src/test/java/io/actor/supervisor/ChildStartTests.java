package io.actor.supervisor;

import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.gen.Servers;
import io.actor.gen.StartException;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** What a start function gives back, and what it throws. */
class ChildStartTests {

	private static final ExitReason BROKEN = ExitReason.named("broken");

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	private static ChildStart port(Process supervisor, int port) {
		StartResult result = Servers.start(supervisor.processes(), Probe::new, StartOptions.DEFAULT, supervisor);
		return ChildStart.of(((StartResult.Started) result).pid(), port);
	}

	private SupervisorRef start(SupervisorDefinition supervisor) {
		return this.local.node().start(supervisor, StartOptions.named("sup"));
	}

	// ---- more than a pid ----

	@Otp(176)
	@Test
	void whatAStartSaysBesidesThePidIsAnswered() {
		Starter starter = Starter.telling((supervisor) -> port(supervisor, 8080));
		SupervisorRef supervisor = start(Supervisor.oneForOne());

		ChildResult started = supervisor.startChild(ChildSpec.of("a", starter));
		Pid first = started.orElseThrow();
		assertThat(started).isEqualTo(new ChildResult.StartedWith(first, 8080));
		assertThat(supervisor.whichChild("a")).get().extracting(ChildInfo::pid).isEqualTo(first);
		supervisor.terminateChild("a");
		ChildResult restarted = supervisor.restartChild("a");

		assertThat(restarted).isEqualTo(new ChildResult.StartedWith(restarted.orElseThrow(), 8080));
		assertThat(restarted.orElseThrow()).isNotEqualTo(first);
	}

	@Otp(176)
	@Test
	void aChildThatSaysMoreIsStartedAndRestartedLikeAnyOther() {
		Starter starter = Starter.telling((supervisor) -> port(supervisor, 8080));
		SupervisorRef supervisor = start(Supervisor.oneForOne().child(ChildSpec.of("a", starter)));
		Pid first = supervisor.whichChild("a").orElseThrow().pid();

		this.local.kill(first);

		await().until(() -> supervisor.whichChild("a").filter((child) -> !first.equals(child.pid())).isPresent());
		assertThat(supervisor.countChildren().active()).isOne();
	}

	@Otp(191)
	@Test
	void aChildOfOneKindMaySayMoreToo() {
		SupervisorRef supervisor = start(Supervisor.simpleOneForOne(ChildSpec.of("a",
				new StartCall((arguments) -> Starter.telling((self) -> port(self, arguments.get(0, Integer.class))),
						Arguments.NONE))));

		ChildResult started = supervisor.startChildWith(7);

		assertThat(started).isEqualTo(new ChildResult.StartedWith(started.orElseThrow(), 7));
	}

	@Test
	void aNodeStartsAChildThatSaysMore() {
		Starter starter = Starter.telling((supervisor) -> port(supervisor, 8080));

		assertThat(this.local.node().startChild(ChildSpec.of("a", starter))).isPresent();
		this.local.node().application().terminateChild("a");
		this.local.node().application().deleteChild("a");
	}

	// ---- failures ----

	private ChildResult outcome(SupervisorDefinition supervisor, Starter starter) {
		SupervisorRef started = start(supervisor);
		ChildResult result = started.startChild(ChildSpec.of("a", starter));
		assertThat(started.whichChildren()).isEmpty();
		started.server().stop();
		return result;
	}

	@Otp(203)
	@Test
	void aFailedStartIsAnsweredWithItsReason() {
		ArithmeticException thrown = new ArithmeticException("by zero");
		StartException refused = new StartException("part", BROKEN);
		for (SupervisorDefinition supervisor : new SupervisorDefinition[] { DynamicSupervisor.create(),
				Supervisor.oneForOne() }) {
			assertThat(outcome(supervisor, (self) -> new StartResult.Failed(BROKEN, null)))
				.isEqualTo(new ChildResult.Refused(BROKEN));
			assertThat(outcome(supervisor, (self) -> {
				throw thrown;
			})).isEqualTo(new ChildResult.Refused(ExitReason.crash(thrown)));
			assertThat(outcome(supervisor, (self) -> {
				throw refused;
			})).isEqualTo(new ChildResult.Refused(BROKEN));
		}
	}

	@Test
	void aStartThatReturnsNothingAtAllHasFailed() {
		for (SupervisorDefinition supervisor : new SupervisorDefinition[] { DynamicSupervisor.create(),
				Supervisor.oneForOne() }) {
			assertThat(outcome(supervisor, (self) -> null)).isInstanceOfSatisfying(ChildResult.Refused.class,
					(refused) -> assertThat(refused.reason().toString())
						.contains("start function of child 'a' returned null"));
		}
	}

	// ---- arguments ----

	@Test
	void argumentsAreReadByPlaceAndType() {
		Arguments arguments = Arguments.of("x", 1).and(Arguments.of(true));

		assertThat(arguments.get(0, String.class)).isEqualTo("x");
		assertThat(arguments.get(2, Boolean.class)).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> arguments.get(3, String.class))
			.withMessageContaining("argument 3")
			.withMessageContaining("[x, 1, true]");
		assertThatIllegalArgumentException().isThrownBy(() -> arguments.get(-1, String.class));
		assertThatIllegalArgumentException().isThrownBy(() -> arguments.get(0, Integer.class))
			.withMessageContaining("java.lang.Integer");
	}

	@Otp(202)
	@Test
	void extraArgumentsGoBeforeThoseOfTheSpecificationAlsoAtARestart() {
		Family family = new Family(this.local);
		SupervisorRef supervisor = start(DynamicSupervisor.create().extraArguments("extra", 1));
		Pid child = supervisor
			.startChild(
					ChildSpec.workerWith("m", (arguments) -> family.new Member(arguments.values().toString()), "own"))
			.orElseThrow();

		this.local.kill(child);

		await().until(() -> family.log.size() == 2);
		assertThat(family.log).containsOnly("+[extra, 1, own]");
		assertThat(supervisor.childSpec(supervisor.whichChildren().getFirst().pid())).get()
			.extracting((spec) -> ((StartCall) spec.starter()).arguments())
			.isEqualTo(Arguments.of("own"));
	}

	@Test
	void extraArgumentsForAStartThatTakesNoneAreRefused() {
		SupervisorRef supervisor = start(DynamicSupervisor.create().extraArguments("extra"));

		assertThat(supervisor.startChild(ChildSpec.worker("a", Probe::new))).isInstanceOfSatisfying(
				ChildResult.Refused.class,
				(refused) -> assertThat(refused.reason().toString()).contains("was given [extra]"));
		assertThat(supervisor.whichChildren()).isEmpty();
	}

}
