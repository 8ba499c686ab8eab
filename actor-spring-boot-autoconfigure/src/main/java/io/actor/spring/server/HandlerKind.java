package io.actor.spring.server;

import java.lang.annotation.Annotation;

import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.annotation.HandleInfo;
import io.actor.spring.annotation.HandleTerminate;

/** What a handler is for. */
enum HandlerKind {

	/** Answers calls. */
	CALL(HandleCall.class),

	/** Handles casts. */
	CAST(HandleCast.class),

	/** Handles all other messages. */
	INFO(HandleInfo.class),

	/** Cleans up. */
	TERMINATE(HandleTerminate.class);

	private final Class<? extends Annotation> annotation;

	HandlerKind(Class<? extends Annotation> annotation) {
		this.annotation = annotation;
	}

	Class<? extends Annotation> annotation() {
		return this.annotation;
	}

	@Override
	public String toString() {
		return "@" + this.annotation.getSimpleName();
	}

}
