package io.actor.gen;

import io.actor.process.Message;

/** A cast on its way to a server: Erlang's {@code {'$gen_cast', Message}}. */
final class Cast extends Message {

	Cast(Object message) {
		super(message);
	}

}
