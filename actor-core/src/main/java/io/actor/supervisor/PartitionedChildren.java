package io.actor.supervisor;

import java.math.BigInteger;
import java.util.Optional;

import io.actor.process.Process;
import io.actor.term.Pid;

/**
 * The children of a {@link PartitionSupervisor}: their ids are the numbers of the
 * partitions. Those not in use any more are stopped and stay listed.
 */
final class PartitionedChildren extends OrderedChildren {

	private final int most;

	private volatile int used;

	PartitionedChildren(Process supervisor, PartitionSupervisor definition) {
		super(supervisor, definition.supervisor());
		this.most = definition.partitions();
		this.used = this.most;
	}

	/** How many partitions are in use. */
	int used() {
		return this.used;
	}

	/** How many partitions there are at most. */
	int most() {
		return this.most;
	}

	/** The process of a partition; empty while it does not run. */
	Optional<Pid> partition(int number) {
		return find(Integer.toString(number)).map(Child::pid);
	}

	/**
	 * The partition of a key: the remainder of a whole number's magnitude, or of another
	 * key's hash.
	 */
	static int partition(Object key, int partitions) {
		return switch (key) {
			case BigInteger number -> number.abs().mod(BigInteger.valueOf(partitions)).intValueExact();
			// The magnitude of the least number is only right without a sign.
			case Long number -> (int) Long.remainderUnsigned(Math.abs(number), partitions);
			case Integer number -> partition(number.longValue(), partitions);
			case Short number -> partition(number.longValue(), partitions);
			case Byte number -> partition(number.longValue(), partitions);
			default -> Math.floorMod(key.hashCode(), partitions);
		};
	}

	@Override
	ChildResult resize(int partitions) {
		if (partitions < 0 || partitions > this.most) {
			return ChildResult.Refused.named("badarg");
		}
		int before = this.used;
		// Nobody may be sent to one that is about to be stopped.
		this.used = Math.min(before, partitions);
		for (int i = before - 1; i >= partitions; i--) {
			terminate(Integer.toString(i));
		}
		for (int i = before; i < partitions; i++) {
			if (restart(Integer.toString(i)) instanceof ChildResult.Refused refused) {
				return refused;
			}
			this.used = i + 1;
		}
		return new ChildResult.Done();
	}

	@Override
	boolean replace(SupervisorDefinition definition) {
		return definition instanceof PartitionSupervisor next && next.partitions() == this.most
				&& super.replace(next.supervisor());
	}

}
