package io.actor.supervisor;

import java.util.Optional;

import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;

/**
 * A running {@link PartitionSupervisor} on this node, known by its name. Which process
 * has a key is read and not asked, so it costs no message.
 */
public final class PartitionSupervisorRef {

	private final Processes processes;

	private final String name;

	private PartitionSupervisorRef(Processes processes, String name) {
		this.processes = processes;
		this.name = name;
	}

	/**
	 * The partition supervisor with this name, whoever has it at the time of a request.
	 */
	public static PartitionSupervisorRef of(Processes processes, String name) {
		return new PartitionSupervisorRef(processes, name);
	}

	/**
	 * The server a key belongs to, as it is now ({@code {via, PartitionSupervisor, {Name,
	 * Key}}}): for the same key always that of the same partition, as long as their
	 * number does not change. A whole number belongs to the remainder of its magnitude,
	 * another key to that of its hash, so it needs {@code hashCode} and {@code equals}.
	 * @throws IllegalArgumentException if there are no partitions left
	 * @throws IllegalStateException if there is no such supervisor ({@code noproc}), or
	 * the partition does not run
	 */
	public ServerRef server(Object key) {
		PartitionedChildren children = children();
		int used = children.used();
		if (used == 0) {
			throw new IllegalArgumentException("Partition supervisor '" + this.name + "' has no partitions");
		}
		int partition = PartitionedChildren.partition(key, used);
		return ServerRef.of(this.processes,
				children.partition(partition)
					.orElseThrow(() -> new IllegalStateException(
							"Partition " + partition + " of '" + this.name + "' does not run")));
	}

	/**
	 * How many partitions are in use ({@code partitions/1}).
	 * @throws IllegalStateException if there is no such supervisor ({@code noproc})
	 */
	public int partitions() {
		return children().used();
	}

	/**
	 * Uses another number of partitions ({@code resize!/2}). Those with the highest
	 * numbers are stopped, or started again. Keys move to other partitions.
	 * @throws IllegalArgumentException if the number is negative, or larger than that the
	 * supervisor was started with
	 * @throws IllegalStateException if there is no such supervisor ({@code noproc}), or a
	 * partition cannot be started again; those before it are in use then
	 */
	public void resize(int partitions) {
		int most = children().most();
		if (partitions < 0 || partitions > most) {
			throw new IllegalArgumentException("Partition supervisor '" + this.name + "' can be resized to 0 to " + most
					+ " partitions, not to " + partitions);
		}
		if (supervisor().resize(partitions) instanceof ChildResult.Refused(ExitReason reason)) {
			throw new IllegalStateException(
					"Partition supervisor '" + this.name + "' could not be resized to " + partitions + ": " + reason);
		}
	}

	/** The same supervisor, whose children have the numbers of the partitions as ids. */
	public SupervisorRef supervisor() {
		return SupervisorRef.of(this.processes, RegisteredName.local(this.name));
	}

	private PartitionedChildren children() {
		Optional<Pid> pid = this.processes.whereis(this.name);
		return pid.flatMap((known) -> Servers.view(this.processes, known, SupervisorServer.class))
			.flatMap(SupervisorServer::partitions)
			.orElseThrow(
					() -> new IllegalStateException(pid.isPresent() ? "'" + this.name + "' is no partition supervisor"
							: "There is no partition supervisor '" + this.name + "' on this node: noproc"));
	}

}
