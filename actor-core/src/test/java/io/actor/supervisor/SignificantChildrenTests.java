package io.actor.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Children whose end may end their supervisor. */
class SignificantChildrenTests {

	private static final ExitReason BROKEN = ExitReason.named("broken");

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	private Family family;

	@BeforeEach
	void beget() {
		this.family = new Family(this.local);
	}

	private ChildSpec significant(String id, Restart restart) {
		return this.family.child(id).restart(restart).significant(true);
	}

	private Supervisor with(AutoShutdown when) {
		return Supervisor.oneForOne().intensity(10, Duration.ofMinutes(1)).autoShutdown(when);
	}

	private CompletableFuture<ExitReason> endOf(SupervisorRef supervisor) {
		return this.local.endOf(supervisor.server().pid().orElseThrow());
	}

	@Otp(194)
	@ParameterizedTest
	@ValueSource(strings = { "normal", "shutdown" })
	void theCleanEndOfAnySignificantTransientChildEndsTheSupervisor(String reason) {
		SupervisorRef supervisor = this.family.start(with(AutoShutdown.ANY_SIGNIFICANT).child(this.family.child("a"))
			.child(significant("s", Restart.TRANSIENT))
			.child(significant("t", Restart.TRANSIENT))
			.child(this.family.child("b")));
		CompletableFuture<ExitReason> end = endOf(supervisor);

		this.family.end("s", ExitReason.named(reason));

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
		assertThat(this.family.log).endsWith("-s " + reason, "-b shutdown", "-t shutdown", "-a shutdown");
	}

	@Test
	void aSignificantTransientChildThatCrashesIsRestarted() {
		SupervisorRef supervisor = this.family
			.start(with(AutoShutdown.ANY_SIGNIFICANT).child(significant("s", Restart.TRANSIENT)));

		this.family.crash("s");

		assertThat(supervisor.whichChildren()).hasSize(1);
	}

	@Test
	void anyEndOfASignificantTemporaryChildEndsTheSupervisor() {
		SupervisorRef supervisor = this.family
			.start(with(AutoShutdown.ANY_SIGNIFICANT).child(significant("s", Restart.TEMPORARY)));
		CompletableFuture<ExitReason> end = endOf(supervisor);

		this.family.end("s", BROKEN);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
	}

	@Test
	void theEndOfAnOrdinaryChildEndsNobody() {
		SupervisorRef supervisor = this.family
			.start(with(AutoShutdown.ANY_SIGNIFICANT).child(significant("s", Restart.TEMPORARY))
				.child(this.family.child("a").restart(Restart.TEMPORARY)));

		this.family.end("a", BROKEN);

		assertThat(supervisor.whichChildren()).extracting(ChildInfo::id).containsExactly("s");
	}

	@Otp(195)
	@EnumSource(names = { "TRANSIENT", "TEMPORARY" })
	@ParameterizedTest
	void onlyTheLastOfAllSignificantChildrenEndsTheSupervisor(Restart restart) {
		SupervisorRef supervisor = this.family.start(with(AutoShutdown.ALL_SIGNIFICANT).child(significant("s", restart))
			.child(significant("t", restart))
			.child(this.family.child("a")));
		CompletableFuture<ExitReason> end = endOf(supervisor);

		this.family.end("s", ExitReason.NORMAL);
		assertThat(supervisor.whichChild("a")).isPresent();
		assertThat(end).isNotDone();
		this.family.end("t", ExitReason.NORMAL);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
		assertThat(this.family.log).endsWith("-s normal", "-t normal", "-a shutdown");
	}

	@Test
	void aSignificantChildThatIsTerminatedByRequestEndsNobodyButDoesNotRunEither() {
		SupervisorRef supervisor = this.family
			.start(with(AutoShutdown.ALL_SIGNIFICANT).child(significant("s", Restart.TEMPORARY))
				.child(significant("t", Restart.TEMPORARY)));
		CompletableFuture<ExitReason> end = endOf(supervisor);

		supervisor.terminateChild("t");
		assertThat(supervisor.whichChildren()).hasSize(1);
		this.family.end("s", ExitReason.NORMAL);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
	}

	@Test
	void aSignificantChildThatItsGroupsRestartStopsEndsNobody() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForAll()
			.autoShutdown(AutoShutdown.ANY_SIGNIFICANT)
			.child(this.family.child("a"))
			.child(significant("s", Restart.TRANSIENT))
			.child(significant("t", Restart.TEMPORARY)));

		this.family.crash("a");

		assertThat(supervisor.whichChildren()).extracting(ChildInfo::id).containsExactly("s", "a");
	}

	@Test
	void childrenOfOneKindMayBeSignificantToo() {
		SimpleOneForOne simple = Supervisor
			.simpleOneForOne(this.family.child("s").restart(Restart.TEMPORARY).significant(true))
			.autoShutdown(AutoShutdown.ANY_SIGNIFICANT);
		SupervisorRef supervisor = this.local.node().start(simple, StartOptions.named("sup"));
		CompletableFuture<ExitReason> end = endOf(supervisor);
		supervisor.startChildWith();

		this.family.end("s", ExitReason.NORMAL);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
	}

	// ---- refused ----

	private StartResult start(SupervisorDefinition definition) {
		return definition.start(this.local.processes(), StartOptions.DEFAULT, null);
	}

	private static void assertRefused(StartResult result, String reason) {
		assertThat(result).isInstanceOfSatisfying(StartResult.Failed.class,
				(failed) -> assertThat(failed.reason()).hasToString(reason));
	}

	@Otp(196)
	@Test
	void aSignificantChildNeedsASupervisorThatShutsDown() {
		String combination = "{bad_combination,[{auto_shutdown,never},{significant,true}]}";
		SupervisorRef plain = this.family.start(Supervisor.oneForOne());

		assertRefused(start(Supervisor.oneForOne().child(significant("s", Restart.TRANSIENT))),
				"{start_spec," + combination + "}");
		assertRefused(start(Supervisor.simpleOneForOne(significant("s", Restart.TRANSIENT))),
				"{start_spec," + combination + "}");
		assertThat(plain.startChild(significant("s", Restart.TRANSIENT))).isInstanceOfSatisfying(
				ChildResult.Refused.class, (refused) -> assertThat(refused.reason()).hasToString(combination));
		assertThat(plain.whichChildren()).isEmpty();
		assertThat(this.family.log).isEmpty();
	}

	@Otp(196)
	@Test
	void aPermanentChildIsNotSignificant() {
		String combination = "{bad_combination,[{restart,permanent},{significant,true}]}";
		SupervisorRef plain = this.family.start(with(AutoShutdown.ANY_SIGNIFICANT));

		assertRefused(start(with(AutoShutdown.ANY_SIGNIFICANT).child(significant("s", Restart.PERMANENT))),
				"{start_spec," + combination + "}");
		assertThat(plain.startChild(significant("s", Restart.PERMANENT))).isInstanceOfSatisfying(
				ChildResult.Refused.class, (refused) -> assertThat(refused.reason()).hasToString(combination));
		assertThat(List.of(plain.whichChildren(), this.family.log)).containsOnly(List.of());
	}

	@Test
	void aDynamicSupervisorHasNoSignificantChildren() {
		SupervisorRef supervisor = this.local.node().start(DynamicSupervisor.create(), StartOptions.named("sup"));

		assertThat(supervisor.startChild(significant("s", Restart.TEMPORARY))).isInstanceOfSatisfying(
				ChildResult.Refused.class,
				(refused) -> assertThat(refused.reason()).hasToString("{invalid_significant,true}"));
	}

}
