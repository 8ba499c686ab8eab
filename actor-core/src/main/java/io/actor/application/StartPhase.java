package io.actor.application;

import java.util.Objects;

/**
 * A step of a start, run when the tree is up.
 *
 * @param name its name
 * @param argument what {@link Application#startPhase} is given besides
 */
public record StartPhase(String name, Object argument) {

	public StartPhase {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(argument, "argument");
	}

}
