package io.actor.process;

import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/** A message of another node that was read before it got to its receiver. */
final class SentMessage extends Message {

	private final @Nullable Pid sender;

	SentMessage(@Nullable Pid sender, Object body) {
		super(body);
		this.sender = sender;
	}

	@Override
	public @Nullable Pid sender() {
		return this.sender;
	}

}
