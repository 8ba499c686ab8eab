package io.actor.term;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A closure of an Erlang node: a value to hold and hand back, not to call (External Term
 * Format, NEW_FUN_EXT). Two are equal when module, index, unique value and free variables
 * are.
 *
 * @param module the module it was made in
 * @param arity number of its parameters
 * @param index its position in the module
 * @param unique the module's MD5 sum, 16 bytes
 * @param oldIndex index of the old format
 * @param oldUnique unique value of the old format
 * @param pid the process that made it
 * @param free the values it has captured
 */
public record Fun(Atom module, int arity, int index, Binary unique, int oldIndex, int oldUnique, Pid pid,
		Tuple free) implements Term, Comparable<Fun> {

	public Fun {
		Objects.checkIndex(arity, 256);
		if (unique.size() != 16) {
			throw new IllegalArgumentException("The unique value of a fun has 16 bytes, not " + unique.size());
		}
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(Fun that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Fun that && TermOrder.EXACT.compare(this, that) == 0);
	}

	@Override
	public int hashCode() {
		return Terms.hash(this);
	}

	@Override
	public String toString() {
		return print(Integer.MAX_VALUE);
	}

}
