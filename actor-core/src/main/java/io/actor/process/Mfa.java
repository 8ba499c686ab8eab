package io.actor.process;

import java.util.List;

import io.actor.term.Atom;

/**
 * A function of an Erlang module with its arguments ({@code {M, F, A}}). The functions of
 * an Elixir module are those of {@code Elixir.Its.Name}.
 *
 * @param module the module
 * @param function the function
 * @param args its arguments: terms, or Java values as data inside a message
 */
public record Mfa(String module, String function, List<Object> args) {

	/** Most arguments of a function. */
	public static final int MAX_ARGS = 255;

	public Mfa {
		Atom.of(module);
		Atom.of(function);
		args = List.copyOf(args);
		if (args.size() > MAX_ARGS) {
			throw new IllegalArgumentException(
					"A function has at most " + MAX_ARGS + " arguments, not " + args.size() + ": " + function);
		}
	}

	/** A function with these arguments. */
	public static Mfa of(String module, String function, Object... args) {
		return new Mfa(module, function, List.of(args));
	}

	/** How many arguments there are. */
	public int arity() {
		return this.args.size();
	}

	/** Without the arguments: {@code lists:sum/1}. */
	@Override
	public String toString() {
		return Atom.of(this.module) + ":" + Atom.of(this.function) + "/" + arity();
	}

}
