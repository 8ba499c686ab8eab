package io.actor.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.Process;
import io.actor.process.Processes;

import org.jspecify.annotations.Nullable;

/**
 * A supervisor of the same child many times over, so that work which one process would do
 * in turn is spread over many by a key (Elixir's {@code PartitionSupervisor}). The
 * children have the ids 0, 1 and so on; {@link PartitionSupervisorRef} finds the one of a
 * key. It has to be started with a name, and its child without one.
 *
 * @param child the specification of each child; its id is not used
 * @param partitions how many children there are, at least one
 * @param strategy which children a restart concerns
 * @param intensity most restarts inside the period; one more ends the supervisor
 * @param period length of the period
 * @param argumentsOf makes the arguments of a partition from those of the specification
 * and the partition's number
 */
public record PartitionSupervisor(ChildSpec child, int partitions, Strategy strategy, int intensity, Duration period,
		BiFunction<Arguments, Integer, Arguments> argumentsOf) implements SupervisorDefinition {

	/**
	 * As Elixir refuses it.
	 * @throws BadSpecException if there is no partition, the intensity is negative or the
	 * period is not positive
	 */
	public PartitionSupervisor {
		Objects.requireNonNull(child, "child");
		Objects.requireNonNull(strategy, "strategy");
		Objects.requireNonNull(argumentsOf, "argumentsOf");
		if (partitions < 1) {
			throw BadSpecException.flag("A number of partitions is positive, not " + partitions, "invalid_partitions",
					partitions);
		}
		RestartWindow.of(intensity, period);
	}

	/**
	 * As many children as the machine has processors, restarted one for one; 3 restarts
	 * in 5 seconds, as in Elixir.
	 */
	public static PartitionSupervisor of(ChildSpec child) {
		return new PartitionSupervisor(child, Runtime.getRuntime().availableProcessors(), Strategy.ONE_FOR_ONE, 3,
				Duration.ofSeconds(5), (arguments, partition) -> arguments);
	}

	/** The same with this many children. */
	public PartitionSupervisor partitions(int count) {
		return new PartitionSupervisor(this.child, count, this.strategy, this.intensity, this.period, this.argumentsOf);
	}

	/** The same with another strategy. */
	public PartitionSupervisor strategy(Strategy other) {
		return new PartitionSupervisor(this.child, this.partitions, other, this.intensity, this.period,
				this.argumentsOf);
	}

	/** The same, tolerating this many restarts inside this period. */
	public PartitionSupervisor intensity(int restarts, Duration within) {
		return new PartitionSupervisor(this.child, this.partitions, this.strategy, restarts, within, this.argumentsOf);
	}

	/**
	 * The same with arguments of each partition, made from those of the specification and
	 * the partition's number. The child has to be a {@link StartCall}, as
	 * {@link ChildSpec#workerWith} makes one.
	 */
	public PartitionSupervisor withArguments(BiFunction<Arguments, Integer, Arguments> perPartition) {
		return new PartitionSupervisor(this.child, this.partitions, this.strategy, this.intensity, this.period,
				perPartition);
	}

	/**
	 * Starts it under a name.
	 * @throws IllegalArgumentException if the options have no name
	 */
	@Override
	public StartResult start(Processes processes, StartOptions options, @Nullable Process parent) {
		if (options.name() == null) {
			throw new IllegalArgumentException("A partition supervisor is found by its name, so it has to have one");
		}
		return SupervisorDefinition.super.start(processes, options, parent);
	}

	/** The supervisor of all partitions. */
	Supervisor supervisor() {
		List<ChildSpec> children = new ArrayList<>();
		for (int i = 0; i < this.partitions; i++) {
			children.add(this.child.id(Integer.toString(i)).starter(starter(i)));
		}
		return new Supervisor(this.strategy, this.intensity, this.period, children);
	}

	private Starter starter(int partition) {
		if (this.child.starter() instanceof StartCall call) {
			return call.with(this.argumentsOf.apply(call.arguments(), partition));
		}
		return StartCall.around(this.argumentsOf.apply(Arguments.NONE, partition), this.child.starter(),
				Arguments.NONE);
	}

}
