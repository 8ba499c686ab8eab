package io.actor.term;

/**
 * A value of the Erlang term language. Every term that can travel between nodes is one of
 * the permitted types; equality is Erlang's exact equality ({@code =:=}), so {@code 1}
 * and {@code 1.0} differ and identities include the creation of their node.
 *
 * <p>
 * All terms are immutable. Equality, hash code and text work at any nesting depth without
 * using the thread's stack for it.
 */
public sealed interface Term permits Atom, Int, BigInt, Float64, Binary, BitString, Tuple, ListTerm, MapTerm, Pid, Ref,
		Port, Fun, ExportFun {

	/**
	 * The term as Erlang prints it, cut after so many characters (and then ending in
	 * {@code ...}): what goes into logs and error messages. Control characters are
	 * escaped, so a term from a peer cannot forge a log line.
	 */
	default String print(int maxCharacters) {
		return new TermPrinter(maxCharacters).print(this);
	}

}
