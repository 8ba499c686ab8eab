package io.actor.process;

/**
 * Limits of one node's processes.
 *
 * @param processes most processes alive at once
 * @param mailbox most messages in one mailbox, or 0 for no limit; exits, downs and
 * timeouts are never refused
 */
public record ProcessLimits(int processes, int mailbox) {

	/** 2,097,152 processes, 1,000,000 messages a mailbox. */
	public static final ProcessLimits DEFAULT = new ProcessLimits(1 << 21, 1_000_000);

	public ProcessLimits {
		if (processes < 16 || processes > 1 << 27) {
			throw new IllegalArgumentException("A node has 16 to 134,217,728 processes, not " + processes);
		}
		if (mailbox < 0) {
			throw new IllegalArgumentException("The mailbox limit is positive, or 0 for none, not " + mailbox);
		}
	}

}
