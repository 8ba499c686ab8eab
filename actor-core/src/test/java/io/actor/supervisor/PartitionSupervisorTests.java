package io.actor.supervisor;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** The same child many times over, found by keys. */
class PartitionSupervisorTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	private Family family;

	@BeforeEach
	void beget() {
		this.family = new Family(this.local);
	}

	private PartitionSupervisor counters(int partitions) {
		return PartitionSupervisor
			.of(ChildSpec.workerWith("counter", (arguments) -> this.family.new Member(arguments.values().toString()),
					"own"))
			.partitions(partitions)
			.withArguments((arguments, partition) -> arguments.and(Arguments.of(partition)));
	}

	private PartitionSupervisorRef start(PartitionSupervisor supervisor) {
		this.local.node().start(supervisor, StartOptions.named("counters"));
		return PartitionSupervisorRef.of(this.local.processes(), "counters");
	}

	private Pid partition(PartitionSupervisorRef counters, int number) {
		return counters.supervisor().whichChild(Integer.toString(number)).orElseThrow().pid();
	}

	@Otp(205)
	@Test
	void aWholeNumberReachesThePartitionOfItsMagnitude() {
		PartitionSupervisorRef counters = start(counters(3));

		for (long key : new long[] { 0, 1, 2, 3, 7, -1, -5, Long.MAX_VALUE }) {
			int expected = (int) (Math.abs(key) % 3);
			assertThat(counters.server(key).pid()).contains(partition(counters, expected));
			assertThat(counters.server(BigInteger.valueOf(key)).pid()).contains(partition(counters, expected));
		}
		assertThat(counters.server(7).pid()).contains(partition(counters, 1));
		assertThat(counters.server((short) -7).pid()).contains(partition(counters, 1));
		assertThat(counters.server((byte) 5).pid()).contains(partition(counters, 2));
		// 2^63 = 2 mod 3
		assertThat(counters.server(Long.MIN_VALUE).pid()).contains(partition(counters, 2));
		assertThat(Probe.answers(counters.server(7))).isTrue();
	}

	@Test
	void anyOtherKeyReachesAlwaysTheSamePartition() {
		PartitionSupervisorRef counters = start(counters(4));

		assertThat(IntStream.range(0, 100).mapToObj((each) -> counters.server("key" + each)).distinct()).hasSize(4);
		assertThat(counters.server(new String("key"))).isEqualTo(counters.server("key"));
		assertThat(counters.server(List.of(1, "x"))).isEqualTo(counters.server(List.of(1, "x")));
	}

	@Test
	void aPartitionThatWasRestartedIsFoundAgain() {
		PartitionSupervisorRef counters = start(counters(2));
		ServerRef before = counters.server(1);

		this.local.kill(before.pid().orElseThrow());

		await().ignoreException(IllegalStateException.class).until(() -> !counters.server(1).equals(before));
		assertThat(Probe.answers(counters.server(1))).isTrue();
		assertThat(counters.server(1).pid()).contains(partition(counters, 1));
	}

	@Otp(206)
	@Test
	void eachPartitionHasItsOwnArguments() {
		PartitionSupervisorRef counters = start(counters(3));

		assertThat(this.family.log).containsExactly("+[own, 0]", "+[own, 1]", "+[own, 2]");
		assertThat(counters.supervisor().whichChildren()).extracting(ChildInfo::id).containsExactly("2", "1", "0");
		assertThat(counters.partitions()).isEqualTo(3);
	}

	@Test
	void thereAreAsManyPartitionsAsProcessorsUnlessSaid() {
		PartitionSupervisorRef counters = start(
				PartitionSupervisor.of(ChildSpec.worker("counter", Probe::new, StartOptions.DEFAULT)));

		assertThat(counters.partitions()).isEqualTo(Runtime.getRuntime().availableProcessors());
	}

	@Otp(207)
	@Test
	void ofFewerPartitionsTheHighestStopAndTheirKeysGoToTheRest() {
		PartitionSupervisorRef counters = start(counters(4));
		Pid zero = partition(counters, 0);
		Pid one = partition(counters, 1);
		this.family.log.clear();

		counters.resize(2);

		assertThat(this.family.log).containsExactly("-[own, 3] shutdown", "-[own, 2] shutdown");
		assertThat(counters.partitions()).isEqualTo(2);
		assertThat(counters.server(2).pid()).contains(zero);
		assertThat(counters.server(3).pid()).contains(one);
		assertThat(counters.supervisor().countChildren()).isEqualTo(new ChildCounts(4, 2, 0, 4));

		counters.resize(4);

		assertThat(this.family.log).endsWith("+[own, 2]", "+[own, 3]");
		assertThat(counters.server(3).pid()).contains(partition(counters, 3));
	}

	@Otp(207)
	@Test
	void thereAreNeverMorePartitionsThanInTheBeginning() {
		PartitionSupervisorRef counters = start(counters(2));

		assertThatIllegalArgumentException().isThrownBy(() -> counters.resize(3))
			.withMessageContaining("'counters'")
			.withMessageContaining("0 to 2");
		assertThatIllegalArgumentException().isThrownBy(() -> counters.resize(-1));
		assertThat(counters.partitions()).isEqualTo(2);
	}

	@Test
	void withoutPartitionsNoKeyIsFound() {
		PartitionSupervisorRef counters = start(counters(2));

		counters.resize(0);

		assertThat(counters.partitions()).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> counters.server(1))
			.withMessageContaining("has no partitions");
	}

	@Test
	void whatDoesNotExistIsSaid() {
		this.local.node().start(Supervisor.oneForOne(), StartOptions.named("plain"));

		assertThatIllegalStateException()
			.isThrownBy(() -> PartitionSupervisorRef.of(this.local.processes(), "counters").partitions())
			.withMessageContaining("noproc");
		assertThatIllegalStateException()
			.isThrownBy(() -> PartitionSupervisorRef.of(this.local.processes(), "plain").server(1))
			.withMessageContaining("'plain' is no partition supervisor");
		PartitionSupervisorRef counters = start(counters(2));
		counters.supervisor().terminateChild("1");
		assertThatIllegalStateException().isThrownBy(() -> counters.server(1)).withMessageContaining("Partition 1");
	}

	@Test
	void itNeedsANameAndAPartition() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> counters(1).start(this.local.processes(), StartOptions.DEFAULT, null))
			.withMessageContaining("name");
		assertThatIllegalArgumentException().isThrownBy(() -> counters(0)).withMessageContaining("positive, not 0");
	}

	@Test
	void aCodeChangeKeepsItsPartitions() {
		SupervisorModule module = () -> Optional.of(counters(2));
		module.start(this.local.processes(), StartOptions.named("counters"), null);
		PartitionSupervisorRef counters = PartitionSupervisorRef.of(this.local.processes(), "counters");
		Pid one = partition(counters, 1);

		assertThat(counters.supervisor().changeCode()).isEqualTo(new ChildResult.Done());

		assertThat(counters.server(1).pid()).contains(one);
	}

}
