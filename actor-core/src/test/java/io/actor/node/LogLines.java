package io.actor.node;

import java.util.List;

import io.actor.fixture.LogEvents;

/** What is logged about connections while a test runs, and by what it has started. */
final class LogLines extends LogEvents {

	LogLines() {
		super("io.actor.node.connections");
	}

	/** Lines about strangers and about peers that broke the protocol. */
	List<String> refused() {
		return lines().stream().filter((line) -> line.contains("refused") || line.contains("protocol error")).toList();
	}

}
