package io.actor.gen;

import java.util.Objects;

/**
 * What a server is registered as when it starts ({@code gen_server:server_name()}).
 */
public sealed interface ServerName {

	/** A registered name of this node ({@code {local, Name}}). */
	static ServerName local(String name) {
		return new Local(name);
	}

	/** A name in a registry ({@code {via, Registry, Name}}). */
	static ServerName via(NameRegistry registry, Object name) {
		return new Via(registry, name);
	}

	/**
	 * A registered name of this node.
	 *
	 * @param name an atom's text
	 */
	record Local(String name) implements ServerName {

		public Local {
			Objects.requireNonNull(name, "name");
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * A name in a registry.
	 *
	 * @param registry who keeps the name
	 * @param name any value the registry takes
	 */
	record Via(NameRegistry registry, Object name) implements ServerName {

		public Via {
			Objects.requireNonNull(registry, "registry");
			Objects.requireNonNull(name, "name");
		}

		@Override
		public String toString() {
			return "{via, " + this.registry + ", " + this.name + "}";
		}

	}

}
