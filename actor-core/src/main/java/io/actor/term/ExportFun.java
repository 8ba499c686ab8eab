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
public record ExportFun(Atom module, Atom function, int arity) implements Term, Comparable<ExportFun> {

	public ExportFun {
		Objects.checkIndex(arity, 256);
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(ExportFun that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public int hashCode() {
		return Terms.hash(Terms.EXPORT_FUN, (this.module.hashCode() * 31 + this.function.hashCode()) * 31 + this.arity);
	}

	@Override
	public String toString() {
		return print(Integer.MAX_VALUE);
	}

}
