package io.actor.term;

/**
 * An atom: a constant that stands for itself.
 *
 * @param name the atom's text, at most 255 characters (code points)
 */
public record Atom(String name) implements Term, Comparable<Atom> {

	/** Most characters an atom may have. */
	public static final int MAX_CHARACTERS = 255;

	/** The atom {@code ok}. */
	public static final Atom OK = new Atom("ok");

	/** The atom {@code true}. */
	public static final Atom TRUE = new Atom("true");

	/** The atom {@code false}. */
	public static final Atom FALSE = new Atom("false");

	/** The atom {@code undefined}. */
	public static final Atom UNDEFINED = new Atom("undefined");

	public Atom {
		if (name.length() > MAX_CHARACTERS && name.codePointCount(0, name.length()) > MAX_CHARACTERS) {
			throw new IllegalArgumentException("An atom has at most " + MAX_CHARACTERS + " characters, this one has "
					+ name.codePointCount(0, name.length()));
		}
		TermPrinter.requireNoUnpairedSurrogate(name);
	}

	/** The atom {@code true} or {@code false}. */
	public static Atom of(boolean value) {
		return value ? TRUE : FALSE;
	}

	/** The atom with this text. */
	public static Atom of(String name) {
		return new Atom(name);
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(Atom that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public int hashCode() {
		return Terms.hash(Terms.ATOM, this.name.hashCode());
	}

	/** As Erlang prints it: in quotes when it has to be. */
	@Override
	public String toString() {
		return print(Integer.MAX_VALUE);
	}

}
