package io.actor.process;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What waits in a mailbox, for any thread to look at while its process goes on. The list
 * of what was taken stays in order whatever its runner does with it; the stack of what
 * has arrived is turned round as a whole when it is taken, so it counts only if that has
 * not happened meanwhile.
 */
final class WaitingMessages {

	/** How often a look is tried while messages are taken. */
	private static final int LOOKS = 100;

	private WaitingMessages() {
	}

	/**
	 * What waits, oldest first. One instant if the runner takes nothing for that long,
	 * whatever comes meanwhile; else what was there while it was looked at, in order too.
	 */
	static List<Message> in(Mailbox mailbox) {
		return in(mailbox, LOOKS);
	}

	/**
	 * What waits, oldest first.
	 * @param looks how often to look for one instant
	 */
	static List<Message> in(Mailbox mailbox, int looks) {
		List<Message> seen = look(mailbox, looks);
		if (mailbox.is(Mailbox.LANE)) {
			// Stable: each kind keeps its order.
			seen.sort(Comparator.comparing((each) -> !(each instanceof PriorityMessage)));
		}
		return seen;
	}

	private static List<Message> look(Mailbox mailbox, int looks) {
		List<Message> seen = new ArrayList<>();
		for (int look = 0; look < looks; look++) {
			Message newest = mailbox.newest();
			int stored = mailbox.stored();
			Message first = mailbox.first();
			seen = new ArrayList<>();
			boolean whole = follow(first, stored, seen);
			if (newest != null && newest.depth > 0) {
				List<Message> arrived = new ArrayList<>();
				follow(newest, newest.depth, arrived);
				VarHandle.acquireFence();
				if (hasArrived(mailbox, newest)) {
					seen.addAll(arrived.reversed());
				}
				else {
					whole = false;
				}
			}
			VarHandle.acquireFence();
			if (whole && mailbox.first() == first && mailbox.stored() == stored) {
				break;
			}
		}
		return seen;
	}

	/** False if there are fewer: the list was changed meanwhile. */
	private static boolean follow(@Nullable Message first, int count, List<Message> seen) {
		Message each = first;
		for (int i = 0; i < count; i++) {
			if (each == null) {
				return false;
			}
			seen.add(each);
			each = each.next;
		}
		return true;
	}

	/** Whether this message is still on the stack of what has arrived. */
	private static boolean hasArrived(Mailbox mailbox, Message message) {
		Message each = mailbox.newest();
		int above = (each != null) ? each.depth - message.depth : 0;
		while (each != null && above > 0) {
			each = each.next;
			above--;
		}
		return each == message;
	}

}
