package io.actor.test.swarm;

import java.util.List;
import java.util.function.Supplier;

/** Workloads of mailboxes, processes, links, names and timers. */
final class ProcessWorkloads {

	static final List<Supplier<Workload>> ALL = List.of(MailboxTraffic::new, ExitRaces::new, ExitTable::new,
			MonitorChurn::new, LinkStorm::new, AliasChurn::new, NameRace::new, TimerStorm::new, MailboxFlood::new,
			ProcessChurn::new);

	private ProcessWorkloads() {
	}

}
