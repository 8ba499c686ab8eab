package io.actor.node;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.actor.wire.distribution.ConnectionLimit;
import io.actor.wire.distribution.ProtocolException;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermLimit;
import io.actor.wire.handshake.HandshakeException;

/** How often each limit was hit since the node was created. */
final class LimitHits {

	private final Map<Limit, LongAdder> hits = new EnumMap<>(Limit.class);

	LimitHits() {
		for (Limit limit : Limit.values()) {
			this.hits.put(limit, new LongAdder());
		}
	}

	void count(Limit limit) {
		LongAdder hits = this.hits.get(limit);
		if (hits != null) {
			hits.increment();
		}
	}

	long of(Limit limit) {
		LongAdder hits = this.hits.get(limit);
		return (hits != null) ? hits.sum() : 0;
	}

	/** A handshake has failed; whose fault it was is only sometimes a limit. */
	void count(HandshakeException failure) {
		switch (failure.reason()) {
			case TOO_LONG -> count(Limit.HANDSHAKE_MESSAGE);
			case BAD_NAME -> count(Limit.NODE_NAME);
			default -> {
			}
		}
	}

	/** A connection is closed because of what came through it. */
	void count(ProtocolException failure) {
		failure.limit().ifPresent((limit) -> count(of(limit)));
		if (failure.getCause() instanceof MalformedTermException term) {
			term.limit().ifPresent((limit) -> count(of(limit)));
		}
	}

	private static Limit of(ConnectionLimit limit) {
		return switch (limit) {
			case FRAME -> Limit.FRAME;
			case MESSAGE -> Limit.MESSAGE;
			case FRAGMENTS -> Limit.FRAGMENTS;
			case RELATIONS -> Limit.RELATIONS;
		};
	}

	private static Limit of(TermLimit limit) {
		return switch (limit) {
			case DEPTH -> Limit.DEPTH;
			case ELEMENTS -> Limit.ELEMENTS;
			case BIG_INTEGER -> Limit.BIG_INTEGER;
			case ATOM -> Limit.ATOM;
			case COMPRESSED -> Limit.COMPRESSED;
		};
	}

}
