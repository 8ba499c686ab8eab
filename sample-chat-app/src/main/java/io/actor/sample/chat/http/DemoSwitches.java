package io.actor.sample.chat.http;

import io.actor.node.Node;
import io.actor.sample.chat.analytics.Analytics;
import io.actor.supervisor.SupervisorRef;

/**
 * The buttons that break things, so that one can watch what happens then.
 *
 * @param node where
 * @param enabled whether the page shows them
 */
record DemoSwitches(Node node, boolean enabled) {

	/** Stops or starts the analytics service. */
	void analytics(boolean on) {
		SupervisorRef service = this.node.supervisor(Analytics.SERVICE);
		if (on) {
			service.restartChild(Analytics.NAME);
		}
		else {
			service.terminateChild(Analytics.NAME);
		}
	}

}
