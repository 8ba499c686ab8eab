package io.actor.process;

import org.jspecify.annotations.Nullable;

/**
 * How a process is monitored ({@code erlang:monitor/3}): begin with {@link #DEFAULT}.
 */
public final class MonitorOptions {

	/** A {@link Down}, no alias. */
	public static final MonitorOptions DEFAULT = new MonitorOptions(null, null, false);

	private final @Nullable Object tag;

	private final @Nullable AliasMode alias;

	private final boolean priority;

	private MonitorOptions(@Nullable Object tag, @Nullable AliasMode alias, boolean priority) {
		this.tag = tag;
		this.alias = alias;
		this.priority = priority;
	}

	/** The same, and the message is a {@link TaggedDown} with this tag. */
	public MonitorOptions tag(Object tag) {
		return new MonitorOptions(tag, this.alias, this.priority);
	}

	/**
	 * The same, and the monitor's reference is also an alias: whoever knows it can send
	 * to it until it is switched off.
	 */
	public MonitorOptions alias(AliasMode mode) {
		return new MonitorOptions(this.tag, mode, this.priority);
	}

	/** The same, and its message comes before ordinary ones (OTP 28). */
	public MonitorOptions priority() {
		return new MonitorOptions(this.tag, this.alias, true);
	}

	@Nullable Object tag() {
		return this.tag;
	}

	@Nullable AliasMode alias() {
		return this.alias;
	}

	boolean hasPriority() {
		return this.priority;
	}

	/** Whether the alias goes with the monitor. */
	boolean endsAlias() {
		return this.alias == AliasMode.DEMONITOR || this.alias == AliasMode.REPLY_DEMONITOR;
	}

	@Override
	public String toString() {
		return "MonitorOptions[tag=" + this.tag + ", alias=" + this.alias + ", priority=" + this.priority + "]";
	}

}
