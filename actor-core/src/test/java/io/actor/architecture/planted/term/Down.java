package io.actor.architecture.planted.term;

import io.actor.architecture.planted.process.Up;

/** A lower layer that uses a higher one. */
public class Down {

	public Object up() {
		return new Up();
	}

}
