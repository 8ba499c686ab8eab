package io.actor.supervisor;

import io.actor.process.ExitReason;

/**
 * Why a supervisor could not start: {@code {failed_to_start_child, Id, Reason}}.
 *
 * @param id the child
 * @param reason why it did not start
 */
public record FailedToStartChild(String id, ExitReason reason) {

	@Override
	public String toString() {
		return "failed to start child '" + this.id + "': " + this.reason;
	}

}
