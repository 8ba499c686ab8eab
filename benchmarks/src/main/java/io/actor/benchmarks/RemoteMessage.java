package io.actor.benchmarks;

import io.actor.term.Pid;

/** What the two nodes of the remote workloads say to each other. */
sealed interface RemoteMessage {

	/** Answered with a {@link Pong}. */
	record Ping(Pid from) implements RemoteMessage {

	}

	/** The answer of the process that got the ping. */
	record Pong(Pid from) implements RemoteMessage {

	}

	/** So many chunks follow; answered with {@link Counted} when they have come. */
	record Expect(Pid from, int chunks) implements RemoteMessage {

	}

	/** One of many. */
	record Chunk(byte[] bytes) implements RemoteMessage {

	}

	/** All chunks have come. */
	record Counted(int chunks) implements RemoteMessage {

	}

}
