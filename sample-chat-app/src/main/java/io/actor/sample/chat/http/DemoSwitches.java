package io.actor.sample.chat.http;

/** The buttons that break things, so that one can watch what happens then. */
interface DemoSwitches {

	/** Whether the page shows them. */
	boolean enabled();

	/** Stops or starts the analytics service. */
	void analytics(boolean on);

}
