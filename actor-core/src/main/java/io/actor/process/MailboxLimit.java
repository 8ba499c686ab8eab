package io.actor.process;

/**
 * How many messages may wait in the mailbox of one process: the nearest there is to
 * Erlang's {@code max_heap_size}. Processes share one heap here, and nobody can say how
 * much of it is whose; a process that grows without end nearly always does so in its
 * mailbox. Exits, downs and timeouts are not refused and do not end it.
 *
 * @param messages the most messages, at least 1
 * @param kill whether a process with more is killed; otherwise it is only reported, as a
 * long mailbox
 */
public record MailboxLimit(int messages, boolean kill) {

	public MailboxLimit {
		if (messages < 1 || messages > Mailbox.MOST) {
			throw new IllegalArgumentException(
					"A mailbox limit is 1 to " + Mailbox.MOST + " messages, not " + messages);
		}
	}

}
