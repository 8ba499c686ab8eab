package io.actor.term;

/**
 * The identity of a port of an Erlang node (External Term Format, V4_PORT_EXT).
 *
 * @param node name of the node
 * @param id its number, unsigned
 * @param creation incarnation of the node, unsigned
 */
public record Port(Atom node, long id, int creation) implements Term, Comparable<Port> {

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(Port that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public int hashCode() {
		return Terms.hash(Terms.PORT, (this.node.hashCode() * 31 + Long.hashCode(this.id)) * 31 + this.creation);
	}

	@Override
	public String toString() {
		return "#Port<" + TermPrinter.escaped(this.node) + "." + Long.toUnsignedString(this.id) + ">";
	}

}
