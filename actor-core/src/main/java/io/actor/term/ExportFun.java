package io.actor.term;

import java.util.Objects;

/**
 * A named function of an Erlang module: {@code fun lists:map/2} (External Term Format,
 * EXPORT_EXT).
 *
 * @param module the module
 * @param function the function's name
 * @param arity number of its parameters, 0 to 255
 */
public record ExportFun(Atom module, Atom function, int arity) implements Term {

	public ExportFun {
		Objects.checkIndex(arity, 256);
	}

	@Override
	public String toString() {
		return print(Integer.MAX_VALUE);
	}

}
