package io.actor.event;

import io.actor.process.ExitReason;

/** What a manager answers: OTP's {@code Value | {error, Reason}}. */
sealed interface Outcome {

	/** It was done. */
	record Done(Object value) implements Outcome {
	}

	/** It was not. */
	record Refused(ExitReason reason) implements Outcome {
	}

}
