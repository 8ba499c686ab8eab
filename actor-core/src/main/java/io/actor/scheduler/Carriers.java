package io.actor.scheduler;

import java.lang.management.ManagementFactory;

import jdk.management.VirtualThreadSchedulerMXBean;

import org.jspecify.annotations.Nullable;

/**
 * The JVM's carrier threads. There is always one more than run queues: when all carriers
 * are saturated by workers, a virtual thread woken from outside waits for hundreds of
 * milliseconds behind them. The setting belongs to the JVM, so it is only ever raised,
 * and taken back when the handlers that needed it have ended.
 */
@ProductionSeam
final class Carriers {

	private final @Nullable VirtualThreadSchedulerMXBean bean;

	private int raised;

	Carriers(int queues, boolean enabled) {
		this.bean = enabled ? ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class) : null;
		synchronized (Carriers.class) {
			if (this.bean != null && this.bean.getParallelism() < queues + 1) {
				this.bean.setParallelism(queues + 1);
			}
		}
	}

	/** Sets how many carriers there are beyond the usual, for handlers that compute. */
	void raiseTo(int wanted) {
		if (this.bean == null || this.raised == wanted) {
			return;
		}
		// Several nodes may share the JVM, and this reads and writes.
		synchronized (Carriers.class) {
			this.bean.setParallelism(Math.max(1, this.bean.getParallelism() + wanted - this.raised));
		}
		this.raised = wanted;
	}

}
