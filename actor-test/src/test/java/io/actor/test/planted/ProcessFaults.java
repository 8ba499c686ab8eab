package io.actor.test.planted;

import java.util.List;

/** Defects of mailboxes, processes, links, monitors, names and timers. */
final class ProcessFaults {

	static final PlantedFault LOST_WAKE_UP = mailbox("a lost wake-up", "Receive",
			"if (self.beginWait(parked)) { await(self, parked, deadline); }",
			"self.beginWait(parked); await(self, parked, deadline);");

	static final PlantedFault DOWN_BEFORE_LAST_MESSAGE = relations("a Down before the last message", "Ending", """
			this.unwinding.add(new Unwinding(target, this.processes.clock.nanoTime(), kill));
			target.interrupt();
			""", """
			this.unwinding.add(new Unwinding(target, this.processes.clock.nanoTime(), kill));
			target.interrupt();
			if (kill) {
				end(target, ExitReason.KILLED);
			}
			""");

	static final PlantedFault KILL_TRAPPED = life("kill can be trapped", "Signals",
			"else if (reason.equals(ExitReason.KILL)) {",
			"else if (reason.equals(ExitReason.KILL) && !target.trapExit) {");

	static final PlantedFault TWO_WINNERS = names("a name goes to two at once", "Names", """
			Process holder = this.names.putIfAbsent(name, process);
			if (holder == null) {
			""", """
			Process holder = this.names.put(name, process);
			if (holder == null || holder.exitReason() == null) {
			""");

	static final PlantedFault AFTER_CANCEL = timers("a timer fires after its cancel", "SendTimers",
			"if (timer == null || !timer.cancel()) {", "if (timer == null) {");

	/** Was in the core once; the swarm has found it. */
	private static final PlantedFault FOUND_AFTER_NOPROC = life("who is gone for a late monitor is found by name",
			"Ending", """
					this.processes.names.release(process);
					this.processes.table.remove(process);
					Interleave.point();
					Relations taken = process.takeRelations();
					if (taken == null) {
						return;
					}
					""", """
					Relations taken = process.takeRelations();
					if (taken == null) {
						return;
					}
					Interleave.point();
					this.processes.names.release(process);
					this.processes.table.remove(process);
					""");

	static final List<PlantedFault> ALL = List.of(LOST_WAKE_UP, FOUND_AFTER_NOPROC,
			mailbox("a server goes idle without looking again", "ServerProcess", """
					if (becomeIdle()) {
						return false;
					}
					""", """
					if (becomeIdle() || this.handled >= 0) {
						return false;
					}
					"""),
			mailbox("going idle drops what comes meanwhile", "Mailbox",
					"Interleave.point(); if (!IN.compareAndSet(this, BUSY, null)) { return false; }",
					"Interleave.point(); this.in = null;"),
			mailbox("beginning to wait drops what comes meanwhile", "Mailbox",
					"Interleave.point(); if (!IN.compareAndSet(this, BUSY, parked)) { return false; }",
					"Interleave.point(); this.in = parked;"),
			mailbox("a busy process is scheduled once more", "Mailbox", """
					if (limit != 0 && this.stored >= limit) {
						return Offer.FULL;
					}
					if (IN.compareAndSet(this, top, message)) {
						return Offer.QUEUED;
					}
					""", """
					if (limit != 0 && this.stored >= limit) {
						return Offer.FULL;
					}
					if (IN.compareAndSet(this, top, message)) {
						return Offer.SCHEDULE;
					}
					"""), mailbox("what arrived is not reversed", "Mailbox", """
					for (Message each = newest; each != null;) {
						Message below = each.next;
						each.next = first;
						first = each;
						each = below;
					}
					""", """
					first = newest;
					while (last.next != null) {
						last = last.next;
					}
					"""), mailbox("what arrived goes before what was there", "Mailbox", """
					else {
						this.tail.next = first;
					}
					this.tail = last;
					""", """
					else {
						last.next = this.head;
						this.head = first;
						last = this.tail;
					}
					this.tail = last;
					"""),
			mailbox("selective receive removes the first message", "Receive", "self.removeAfter(seen); self.handled++;",
					"self.removeAfter(null); self.handled++;"),
			mailbox("the last message taken stays the tail", "Mailbox",
					"if (this.tail == gone) { this.tail = before; }", ""),
			mailbox("a receive gives up early", "Process",
					"return Optional.ofNullable(Receive.next(this, type, matching, this.processes.deadline(timeout)));",
					"return Optional.ofNullable(Receive.next(this, type, matching, this.processes.deadline(timeout.dividedBy(2))));"),
			mailbox("an exit signal is refused by a full mailbox", "Delivery", "switch (target.offer(message, 0)) {",
					"switch (target.offer(message, this.mailboxLimit)) {"),
			KILL_TRAPPED,
			life("a second fatal signal decides the reason", "Life",
					"return EXIT_REASON.compareAndSet(this, null, reason);",
					"boolean first = this.exitReason == null; this.exitReason = reason; return first;"),
			life("others see kill and not killed", "Signals", "fatal(target, ExitReason.KILLED, true);",
					"fatal(target, ExitReason.KILL, true);"),
			life("the name of a process outlives it", "Ending", "this.processes.names.release(process);", ""),
			life("an ended process stays in the table", "Ending", "this.processes.table.remove(process);", ""),
			life("a process that was told to end still sends", "Delivery", "sender.checkAlive(); Interleave.point();",
					"Interleave.point();"),
			life("an exit signal does not wake a waiting caller", "Life", "waiting.unpark();", ""),
			DOWN_BEFORE_LAST_MESSAGE, relations("a Down also for a monitor that is gone", "Signals", """
					monitored = related.ended() ? null : related.removeMonitor(ref);
					// Demonitored
					""", """
					monitored = related.ended() ? null
						: java.util.Objects.requireNonNullElse(related.removeMonitor(ref),
							new Relations.Monitored(target, null));
					// Demonitored
					"""),
			relations("a link is kept on one side only", "Signals", "other.relations().addLink(one.pid());", ""),
			relations("an exit signal from one that is unlinked", "Signals",
					"if (!related.ended() && related.removeLink(from)) {",
					"related.removeLink(from); if (!related.ended()) {"),
			relations("a normal end takes linked processes along", "Signals", "else if (!reason.isNormal()) {",
					"else {"),
			relations("a linked exit with kill cannot be trapped", "Signals",
					"private void received(Process target, Pid from, ExitReason reason) { if (target.trapExit) {",
					"private void received(Process target, Pid from, ExitReason reason) { if (target.trapExit && !reason.equals(ExitReason.KILL)) {"),
			relations("no Down for a process that never was", "Signals",
					"down(watcher, target, ref, ExitReason.NOPROC);", ""),
			relations("an alias outlives being switched off", "Aliases",
					"active = !related.ended() && related.removeAlias(alias);",
					"active = !related.ended() && related.hasAlias(alias) && !this.aliases.containsKey(alias);"),
			TWO_WINNERS,
			names("an end frees the name of the successor", "Names", "this.names.remove(name, process);",
					"this.names.remove(name);"),
			names("one that lost its name gets no other", "Names", "holder.name = null;", ""),
			timers("a timer fires a millisecond early", "SendTimers", "new SendTimer(this.processes.deadline(delay),",
					"new SendTimer(this.processes.deadline(delay) - 1_000_000,"),
			AFTER_CANCEL,
			timers("a cancelled timer says it has fired", "SendTimers", "timer.detach(); return left(timer);",
					"timer.detach(); return OptionalLong.empty();"),
			timers("the timer of an ended process stays armed", "Ending",
					"taken.timers().forEach(this.processes.sendTimers::discard);", ""),
			timers("a timer that has fired is remembered", "SendTimers",
					"SendTimers.this.timers.remove(this.ref); detach();", "detach();"));

	private ProcessFaults() {
	}

	private static PlantedFault mailbox(String id, String type, String original, String replaced) {
		return process(id, "MB", type, original, replaced);
	}

	private static PlantedFault life(String id, String type, String original, String replaced) {
		return process(id, "PR", type, original, replaced);
	}

	private static PlantedFault relations(String id, String type, String original, String replaced) {
		return process(id, "LM", type, original, replaced);
	}

	private static PlantedFault names(String id, String type, String original, String replaced) {
		return process(id, "RG", type, original, replaced);
	}

	private static PlantedFault timers(String id, String type, String original, String replaced) {
		return process(id, "TM", type, original, replaced);
	}

	private static PlantedFault process(String id, String group, String type, String original, String replaced) {
		return new PlantedFault(id, group, PlantedFault.LOCAL, "io/actor/process/" + type + ".java", original,
				replaced);
	}

}
