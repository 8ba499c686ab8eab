package io.actor.supervisor;

import java.time.Duration;

/**
 * What all kinds of supervisors have ({@code sup_flags()}).
 *
 * @param intensity most restarts inside the period
 * @param period length of the period
 * @param autoShutdown whether significant children end it
 * @param backoff how long restarts wait
 */
record SupervisorFlags(int intensity, Duration period, AutoShutdown autoShutdown, Backoff backoff) {

	static SupervisorFlags of(SupervisorDefinition definition) {
		return switch (definition) {
			case Supervisor fixed ->
				new SupervisorFlags(fixed.intensity(), fixed.period(), fixed.autoShutdown(), fixed.backoff());
			case SimpleOneForOne simple ->
				new SupervisorFlags(simple.intensity(), simple.period(), simple.autoShutdown(), simple.backoff());
			case DynamicSupervisor dynamic ->
				new SupervisorFlags(dynamic.intensity(), dynamic.period(), AutoShutdown.NEVER, dynamic.backoff());
			case PartitionSupervisor partitions ->
				new SupervisorFlags(partitions.intensity(), partitions.period(), AutoShutdown.NEVER, Backoff.NONE);
			case SupervisorModule module ->
				throw new IllegalArgumentException("A module has no flags until it has made a supervisor: " + module);
		};
	}

}
