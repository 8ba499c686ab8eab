package io.actor.benchmarks;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;

/** The server of the calls: answers with the number plus one. */
final class Adder extends GenServer<Adder.Add, Object> {

	@Override
	protected Next handleCall(Add add, From from) {
		return reply(add, add.number + 1);
	}

	record Add(int number) implements Request<Integer> {

	}

}
