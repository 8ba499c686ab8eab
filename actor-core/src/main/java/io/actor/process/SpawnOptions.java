package io.actor.process;

/**
 * How a process is spawned ({@code erlang:spawn_opt}).
 *
 * @param link whether it is linked with the spawning process, from the first instant
 * @param cpuBound whether it only computes and runs on the pool of platform threads
 * @param trapExit whether it traps exits from the first instant
 */
public record SpawnOptions(boolean link, boolean cpuBound, boolean trapExit) {

	/** Not linked, not CPU-bound, not trapping. */
	public static final SpawnOptions DEFAULT = new SpawnOptions(false, false, false);

	/** Linked with the spawning process. */
	public static final SpawnOptions LINK = new SpawnOptions(true, false, false);

}
