package io.actor.supervisor;

import java.util.Objects;
import java.util.function.Function;

import io.actor.gen.StartResult;
import io.actor.process.Process;

/**
 * A start function with arguments ({@code {M, F, Args}}): what a supervisor needs that
 * starts children with more arguments than their specification has.
 *
 * @param function makes a starter of arguments
 * @param arguments those of the specification
 */
public record StartCall(Function<Arguments, ? extends Starter> function, Arguments arguments) implements Starter {

	public StartCall {
		Objects.requireNonNull(function, "function");
		Objects.requireNonNull(arguments, "arguments");
	}

	@Override
	public StartResult start(Process supervisor) throws Exception {
		return this.function.apply(this.arguments).start(supervisor);
	}

	@Override
	public ChildStart startChild(Process supervisor) throws Exception {
		return this.function.apply(this.arguments).startChild(supervisor);
	}

	/** The same function with other arguments. */
	StartCall with(Arguments others) {
		return new StartCall(this.function, others);
	}

	/**
	 * The same start with these arguments before and behind its own.
	 * @throws IllegalArgumentException if there are such arguments and the start takes
	 * none
	 */
	static Starter around(Arguments before, Starter starter, Arguments behind) {
		if (starter instanceof StartCall call) {
			return call.with(before.and(call.arguments).and(behind));
		}
		if (before.isEmpty() && behind.isEmpty()) {
			return starter;
		}
		throw new IllegalArgumentException(
				"A start without arguments was given " + before.and(behind).values() + "; make it a StartCall");
	}

}
