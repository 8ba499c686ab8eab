package io.actor.process;

/**
 * When an alias that belongs to a monitor is switched off ({@code erlang:monitor(process,
 * P, [{alias, Mode}])}). In each mode {@link Process#unalias} does so too.
 */
public enum AliasMode {

	/** By {@link Process#unalias} only; it survives the monitor. */
	EXPLICIT_UNALIAS,

	/** With the monitor: when that is removed or its message is sent. */
	DEMONITOR,

	/**
	 * With the monitor, or by the first message sent to the alias, which removes the
	 * monitor too.
	 */
	REPLY_DEMONITOR

}
