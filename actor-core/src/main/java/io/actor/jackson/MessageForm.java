package io.actor.jackson;

import io.actor.term.Atom;
import org.jspecify.annotations.Nullable;

/**
 * What tells messages apart: kind, tag or module, and the tuple's size, 1 for a bare
 * atom.
 */
record MessageForm(Kind kind, @Nullable Atom name, int size) {

	/** Any map that is no struct. */
	static final MessageForm MAP = new MessageForm(Kind.MAP, null, 0);

	/** Any list. */
	static final MessageForm LIST = new MessageForm(Kind.LIST, null, 0);

	/** What a message can be. */
	enum Kind {

		TAGGED, UNTAGGED, STRUCT, MAP, LIST

	}

	/** A tuple of so many elements, tag included, or the bare tag. */
	static MessageForm tagged(Atom tag, int size) {
		return new MessageForm(Kind.TAGGED, tag, size);
	}

	/** A tuple of so many elements that is no tagged one. */
	static MessageForm untagged(int size) {
		return new MessageForm(Kind.UNTAGGED, null, size);
	}

	/** A struct of an Elixir module. */
	static MessageForm struct(Atom module) {
		return new MessageForm(Kind.STRUCT, module, 0);
	}

	/** How to tell another message of the same form from it. */
	String advice() {
		return switch (this.kind) {
			case TAGGED -> "rename one with @Tagged";
			case STRUCT -> "give one another module in its @Struct";
			case UNTAGGED, MAP, LIST -> "nothing tells them apart; leave out the @Shaped of one, so that it has a tag";
		};
	}

	@Override
	public String toString() {
		return switch (this.kind) {
			case TAGGED -> this.name + "/" + this.size;
			case UNTAGGED -> "a tuple of " + this.size;
			case STRUCT -> "%" + Names.elixir(this.name) + "{}";
			case MAP -> "a map";
			case LIST -> "a property list";
		};
	}

}
