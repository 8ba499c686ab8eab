package io.actor.benchmarks.pekko;

import org.apache.pekko.actor.typed.ActorRef;

/** What the two systems of the remote workloads say to each other. */
sealed interface RemoteMessage {

	/** Answered with a {@link Pong}. */
	record Ping(ActorRef<RemoteMessage> from) implements RemoteMessage {

	}

	/** The answer to a ping. */
	record Pong() implements RemoteMessage {

	}

	/** So many chunks follow; answered with {@link Counted} when they have come. */
	record Expect(ActorRef<RemoteMessage> from, int chunks) implements RemoteMessage {

	}

	/** One of many. */
	record Chunk(byte[] bytes) implements RemoteMessage {

	}

	/** All chunks have come. */
	record Counted() implements RemoteMessage {

	}

	/** Answered with a {@link Sum}. */
	record Add(ActorRef<RemoteMessage> replyTo, int number) implements RemoteMessage {

	}

	/** One more than the number. */
	record Sum(int value) implements RemoteMessage {

	}

	/** An ask has failed. Never sent to the other system. */
	record Failed(Throwable cause) implements RemoteMessage {

	}

	/** Begin. Never sent to the other system. */
	enum Go implements RemoteMessage {

		GO

	}

}
