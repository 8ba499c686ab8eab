package io.actor.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What decides what a supervisor is to be, and what OTP refuses. */
class SupervisorModuleTests {

	private static final ExitReason BROKEN = ExitReason.named("broken");

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	private Family family;

	@BeforeEach
	void beget() {
		this.family = new Family(this.local);
	}

	private StartResult start(SupervisorModule module) {
		return module.start(this.local.processes(), StartOptions.named("sup"), null);
	}

	private static ExitReason failure(StartResult result) {
		assertThat(result).isInstanceOf(StartResult.Failed.class);
		return ((StartResult.Failed) result).reason();
	}

	// ---- init ----

	@Otp(165)
	@Test
	void aModuleThatWantsNoSupervisorIsIgnored() {
		assertThat(start(Optional::empty)).isEqualTo(new StartResult.Ignored());
		assertThat(this.local.started()).isZero();
		assertThat(this.local.names()).isEmpty();
	}

	@Otp(165)
	@Test
	void aModuleThatThrowsFailsTheStart() {
		IllegalStateException thrown = new IllegalStateException("boom");

		assertThat(start(() -> {
			throw thrown;
		})).isEqualTo(new StartResult.Failed(ExitReason.crash(thrown), null));
		assertThat(this.local.started()).isZero();
	}

	@Otp(165)
	@Test
	void aModuleThatReturnsNothingAtAllFailsTheStart() {
		assertThat(failure(start(() -> null)).toString()).startsWith("{bad_return,{")
			.contains(SupervisorModuleTests.class.getSimpleName())
			.endsWith(",init,null}}");
		assertThat(this.local.started()).isZero();
	}

	@Test
	void aModuleRunsInTheProcessOfItsSupervisor() {
		AtomicReference<Pid> where = new AtomicReference<>();

		StartResult result = start(() -> {
			where.set(Process.current().pid());
			return Optional.of(Supervisor.oneForOne());
		});

		assertThat(result).isEqualTo(new StartResult.Started(where.get()));
	}

	// ---- what is refused ----

	@Otp(169)
	@Test
	void flagsThatMakeNoSenseFailTheStart() {
		assertThat(failure(start(() -> Optional.of(Supervisor.oneForOne().intensity(-1, MINUTE)))))
			.hasToString("{supervisor_data,{invalid_intensity,<<\"-1\">>}}");
		assertThat(failure(start(() -> Optional.of(Supervisor.oneForOne().intensity(1, Duration.ZERO)))))
			.hasToString("{supervisor_data,{invalid_period,<<\"PT0S\">>}}");
		assertThat(failure(start(() -> Optional.of(DynamicSupervisor.create().maxChildren(-1)))))
			.hasToString("{supervisor_data,{invalid_max_children,<<\"-1\">>}}");
		assertThat(this.local.started()).isZero();
	}

	@Otp(168)
	@Test
	void twoChildrenWithOneIdFailTheStart() {
		assertThat(failure(start(
				() -> Optional.of(Supervisor.oneForOne().child(this.family.child("a")).child(this.family.child("a"))))))
			.hasToString("{start_spec,{duplicate_child_name,<<\"a\">>}}");
		assertThat(this.family.log).isEmpty();
		assertThat(this.local.started()).isZero();
	}

	@Otp(167)
	@Test
	void aChildWithoutAnIdOrAStartFailsTheStart() {
		assertThat(failure(
				start(() -> Optional.of(Supervisor.oneForOne().child(ChildSpec.of(null, (supervisor) -> null))))))
			.hasToString("{start_spec,missing_id}");
		assertThat(failure(start(() -> Optional.of(Supervisor.oneForOne().child(ChildSpec.of("a", null))))))
			.hasToString("{start_spec,missing_start}");
	}

	@Otp(167)
	@Test
	void outsideAModuleTheSameIsThrownAndSaysWhatIsWrong() {
		assertThatExceptionOfType(BadSpecException.class).isThrownBy(() -> ChildSpec.of("a", null))
			.withMessage("Child 'a' needs a start function")
			.satisfies((ex) -> assertThat(ex.error()).hasToString("missing_start"));
		assertThatExceptionOfType(BadSpecException.class).isThrownBy(() -> Shutdown.after(Duration.ofMillis(-1)))
			.satisfies(
					(ex) -> assertThat(ex.reason()).hasToString("{start_spec,{invalid_shutdown,<<\"PT-0.001S\">>}}"));
	}

	@Otp(167)
	@Test
	void whatIsNoChildSpecificationIsRefused() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne());

		assertThat(supervisor.startChildWith(1)).isInstanceOfSatisfying(ChildResult.Refused.class,
				(refused) -> assertThat(refused.reason()).hasToString("{invalid_child_spec,<<\"[1]\">>}"));
		assertThat(supervisor.whichChildren()).isEmpty();
	}

	// ---- the specification ----

	@Otp(166)
	@Test
	void aChildWithOnlyIdAndStartHasTheDefaults() {
		Starter starter = this.family.child("a").starter();
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne().child(ChildSpec.of("a", starter)));

		assertThat(supervisor.childSpec("a")).contains(new ChildSpec("a", starter, Restart.PERMANENT,
				Shutdown.after(Duration.ofMillis(5000)), ChildSpec.Kind.WORKER, false));
		assertThat(supervisor.childSpec("b")).isEmpty();
		assertThat(supervisor.childSpec(this.family.pid("a"))).isEmpty();
		assertThat(ChildSpec.of("s", ChildSpec.Kind.SUPERVISOR, starter).shutdown()).isEqualTo(Shutdown.INFINITY);
	}

	// ---- code change ----

	private final AtomicReference<SupervisorDefinition> version = new AtomicReference<>();

	private SupervisorRef startVersion(SupervisorDefinition first) {
		this.version.set(first);
		SupervisorModule module = () -> Optional.ofNullable(this.version.get());
		return this.local.node().start(module, StartOptions.named("sup"));
	}

	private ChildSpec successor(String id) {
		return ChildSpec.worker(id, () -> this.family.new Member(id + "'"));
	}

	@Otp(199)
	@Test
	void aCodeChangeKeepsProcessesAndTheNextRestartUsesTheNewSpecification() {
		SupervisorRef supervisor = startVersion(Supervisor.oneForOne()
			.child(this.family.child("a"))
			.child(this.family.child("b"))
			.child(this.family.child("c")));
		List<Pid> before = List.of(this.family.pid("a"), this.family.pid("b"), this.family.pid("c"));

		this.version.set(Supervisor.oneForAll()
			.intensity(9, MINUTE)
			.child(successor("c"))
			.child(this.family.child("new"))
			.child(successor("a").restart(Restart.TRANSIENT)));
		assertThat(supervisor.changeCode()).isEqualTo(new ChildResult.Done());

		assertThat(List.of(this.family.pid("a"), this.family.pid("b"), this.family.pid("c"))).isEqualTo(before);
		assertThat(supervisor.whichChildren()).extracting(ChildInfo::id).containsExactly("b", "a", "new", "c");
		assertThat(supervisor.whichChild("new")).get().extracting(ChildInfo::pid).isNull();
		assertThat(supervisor.childSpec("a")).get().extracting(ChildSpec::restart).isEqualTo(Restart.TRANSIENT);
		this.family.log.clear();
		this.family.crash("b");
		assertThat(this.family.log).containsExactly("-b broken", "-a shutdown", "-c shutdown", "+c'", "+new", "+a'",
				"+b");
	}

	@Test
	void aCodeChangeTakesOverTheIntensity() {
		SupervisorRef supervisor = startVersion(
				Supervisor.oneForOne().intensity(9, MINUTE).child(this.family.child("a")));
		CompletableFuture<ExitReason> end = this.local.endOf(supervisor.server().pid().orElseThrow());
		this.family.crash("a");

		this.version.set(Supervisor.oneForOne().intensity(1, MINUTE).child(this.family.child("a")));
		supervisor.changeCode();
		this.family.end("a", BROKEN);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.SHUTDOWN);
	}

	@Test
	void aCodeChangeThatIsRefusedChangesNothing() {
		SupervisorRef supervisor = startVersion(Supervisor.oneForOne().child(this.family.child("a")));
		IllegalStateException thrown = new IllegalStateException("boom");
		SupervisorModule broken = () -> {
			throw thrown;
		};
		SupervisorModule negative = () -> Optional.of(Supervisor.oneForOne().intensity(-1, MINUTE));

		this.version.set(broken);
		assertThat(supervisor.changeCode()).isEqualTo(new ChildResult.Refused(ExitReason.crash(thrown)));
		this.version.set(negative);
		assertThat(supervisor.changeCode()).isInstanceOfSatisfying(ChildResult.Refused.class,
				(refused) -> assertThat(refused.reason()).hasToString("{invalid_intensity,<<\"-1\">>}"));
		this.version.set(Supervisor.oneForAll().child(this.family.child("a").significant(true)));
		assertThat(supervisor.changeCode()).isInstanceOf(ChildResult.Refused.class);
		this.version.set(DynamicSupervisor.create());
		assertThat(supervisor.changeCode()).isEqualTo(new ChildResult.Refused(ExitReason.named("bad_flags")));
		this.version.set(null);
		assertThat(supervisor.changeCode()).isEqualTo(new ChildResult.Done());

		assertThat(supervisor.whichChildren()).extracting(ChildInfo::id).containsExactly("a");
		assertThat(supervisor.childSpec("a")).get().extracting(ChildSpec::significant).isEqualTo(false);
	}

	@Test
	void aCodeChangeOfASupervisorWithoutAModuleChangesNothing() {
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne().child(this.family.child("a")));
		Pid a = this.family.pid("a");

		assertThat(supervisor.changeCode()).isEqualTo(new ChildResult.Done());

		assertThat(supervisor.whichChild("a")).get().extracting(ChildInfo::pid).isEqualTo(a);
	}

	@Otp(199)
	@Test
	void aCodeChangeOfChildrenOfOneKindKeepsTheirArguments() {
		SupervisorRef supervisor = startVersion(Supervisor.simpleOneForOne(
				ChildSpec.workerWith("m", (arguments) -> this.family.new Member(arguments.get(0, String.class)))));
		Pid before = supervisor.startChildWith("x").orElseThrow();

		this.version.set(Supervisor.simpleOneForOne(ChildSpec.workerWith("m",
				(arguments) -> this.family.new Member(arguments.get(0, String.class) + "'"))));
		supervisor.changeCode();
		assertThat(supervisor.whichChild(before)).isPresent();
		this.local.kill(before);

		await().until(() -> this.family.log.contains("+x'"));
	}

}
