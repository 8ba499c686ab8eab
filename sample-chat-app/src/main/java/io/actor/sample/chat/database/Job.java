package io.actor.sample.chat.database;

import io.actor.gen.From;
import io.actor.sample.chat.database.PoolRequest.Outcome;
import io.actor.sample.chat.database.PoolRequest.Run;
import io.actor.term.Ref;

/**
 * Work somebody waits for.
 *
 * @param run the request
 * @param from who waits
 * @param timer fires when it has taken too long
 * @param attempt 1, or 2 after a connection has broken
 */
record Job(Run<?> run, From from, Ref timer, int attempt) {

	Job again() {
		return new Job(this.run, this.from, this.timer, this.attempt + 1);
	}

	void done(Object value) {
		this.from.reply(new Outcome.Done(value));
	}

	void failed(RuntimeException why) {
		this.from.reply(new Outcome.Failed(why));
	}

}
