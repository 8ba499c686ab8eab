package io.actor.gen;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a server is started ({@code gen_server:start/4}).
 *
 * @param name what it is registered as, or null
 * @param timeout how long init may take, or null for as long as it wants; a server that
 * takes longer is killed
 * @param cpuBound whether its handlers only compute and run on the pool for such work
 * @param hibernateAfter how long it is idle before it hibernates by itself, or null for
 * never
 */
public record StartOptions(@Nullable ServerName name, @Nullable Duration timeout, boolean cpuBound,
		@Nullable Duration hibernateAfter) {

	/** No name, no limit for init. */
	public static final StartOptions DEFAULT = new StartOptions(null, null, false, null);

	public StartOptions {
		if (hibernateAfter != null && hibernateAfter.isNegative()) {
			throw new IllegalArgumentException("A server cannot be idle for " + hibernateAfter);
		}
	}

	/** A server with a registered name of this node. */
	public static StartOptions named(String name) {
		return named(ServerName.local(name));
	}

	/** A server with a name, of this node or of a registry. */
	public static StartOptions named(ServerName name) {
		return new StartOptions(name, null, false, null);
	}

	/** The same with a limit for init. */
	public StartOptions timeout(Duration limit) {
		return new StartOptions(this.name, limit, this.cpuBound, this.hibernateAfter);
	}

	/** The same on the pool for work that only computes. */
	public StartOptions onCpuPool() {
		return new StartOptions(this.name, this.timeout, true, this.hibernateAfter);
	}

	/** The same, hibernating by itself when it has been idle for this long. */
	public StartOptions hibernateAfter(Duration idle) {
		return new StartOptions(this.name, this.timeout, this.cpuBound, idle);
	}

}
