package io.actor.process;

import java.util.Optional;

/**
 * How a process is spawned ({@code erlang:spawn_opt}). A monitor is not an option but a
 * method, {@link Process#spawnMonitor(Body, SpawnOptions, MonitorOptions)}, as it has a
 * result.
 *
 * @param link whether it is linked with the spawning process, from the first instant
 * @param cpuBound whether it only computes and runs on the pool of platform threads
 * @param trapExit whether it traps exits from the first instant
 * @param mailbox the limit of its mailbox, if it has one of its own
 */
public record SpawnOptions(boolean link, boolean cpuBound, boolean trapExit, Optional<MailboxLimit> mailbox) {

	/** Not linked, not CPU-bound, not trapping. */
	public static final SpawnOptions DEFAULT = new SpawnOptions(false, false, false);

	/** Linked with the spawning process. */
	public static final SpawnOptions LINK = new SpawnOptions(true, false, false);

	/** No mailbox limit of its own. */
	public SpawnOptions(boolean link, boolean cpuBound, boolean trapExit) {
		this(link, cpuBound, trapExit, Optional.empty());
	}

	/** The same on the pool for work that only computes. */
	public SpawnOptions onCpuPool() {
		return new SpawnOptions(this.link, true, this.trapExit, this.mailbox);
	}

	/** The same, trapping exits. */
	public SpawnOptions trappingExits() {
		return new SpawnOptions(this.link, this.cpuBound, true, this.mailbox);
	}

	/** The same with a limit of its own for its mailbox. */
	public SpawnOptions mailbox(MailboxLimit limit) {
		return new SpawnOptions(this.link, this.cpuBound, this.trapExit, Optional.of(limit));
	}

}
