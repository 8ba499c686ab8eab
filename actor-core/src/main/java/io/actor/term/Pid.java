package io.actor.term;

import org.jspecify.annotations.Nullable;

/**
 * The identity of one process incarnation, for ever: node, number and creation of the
 * node. A pid stays a valid value after its process has ended; every operation on it has
 * a defined result.
 *
 * <p>
 * The number of a local process is 64 bits wide and handed out once; the wire carries it
 * as two 32-bit words, {@code id} and {@code serial} (NEW_PID_EXT, flag V4_NC).
 */
public final class Pid implements Term, Destination, Comparable<Pid> {

	private final Atom node;

	private final int id;

	private final int serial;

	private final int creation;

	public Pid(Atom node, int id, int serial, int creation) {
		this.node = node;
		this.id = id;
		this.serial = serial;
		this.creation = creation;
	}

	/** Name of the node the process lives on. */
	public Atom node() {
		return this.node;
	}

	/** First word of the number, unsigned. */
	public int id() {
		return this.id;
	}

	/** Second word of the number, unsigned. */
	public int serial() {
		return this.serial;
	}

	/** Incarnation of the node, unsigned; 0 is a wildcard no living node uses. */
	public int creation() {
		return this.creation;
	}

	/**
	 * As Erlang prints a pid of its own node: {@code <0.id.serial>}.
	 */
	public String toLocalString() {
		return "<0." + Integer.toUnsignedString(this.id) + "." + Integer.toUnsignedString(this.serial) + ">";
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(Pid that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Pid that && this.id == that.id && this.serial == that.serial
				&& this.creation == that.creation && this.node.equals(that.node));
	}

	@Override
	public int hashCode() {
		return Terms.hash(Terms.PID, (this.id * 31 + this.serial) * 31 + this.creation);
	}

	@Override
	public String toString() {
		return "<" + TermPrinter.escaped(this.node) + "." + Integer.toUnsignedString(this.id) + "."
				+ Integer.toUnsignedString(this.serial) + ">";
	}

}
