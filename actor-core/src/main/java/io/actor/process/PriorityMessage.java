package io.actor.process;

/**
 * A message that is taken before ordinary ones, for its receiver has said so
 * ({@code priority} of an alias, a link or a monitor; OTP 28).
 */
final class PriorityMessage extends Message {

	PriorityMessage(Object body) {
		super(body);
	}

}
