package io.actor.sample.chat;

import java.time.Duration;
import java.util.Objects;

import io.actor.process.Process;

/** What a server sends itself to do something at intervals. */
public record Tick() {

	/** The running process gets a tick after this time. */
	public static void after(Duration time) {
		Process self = Objects.requireNonNull(Process.current(), "Only processes have ticks");
		self.sendAfter(time, self.pid(), new Tick());
	}

}
