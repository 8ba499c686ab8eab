package io.actor.term;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A registered name, on this node or another: Erlang's {@code Name} and {@code {Name,
 * Node}}.
 *
 * @param name the name, an atom's text of at most 255 characters
 * @param node the node's full name ({@code alive@host}), or null for the local node
 */
public record RegisteredName(String name, @Nullable String node) implements Destination {

	public RegisteredName {
		Objects.requireNonNull(name, "name");
	}

	/** A name on the local node. */
	public static RegisteredName local(String name) {
		return new RegisteredName(name, null);
	}

	@Override
	public String toString() {
		return (this.node == null) ? this.name : "{" + this.name + ", " + this.node + "}";
	}

}
