package io.actor.statemachine;

import java.util.Objects;

/**
 * A machine as {@link io.actor.gen.Sys} shows it: OTP's {@code {State, Data}}.
 *
 * @param state the state it is in
 * @param data what it knows besides; see {@link StateMachine#data()}
 */
public record MachineState<S>(S state, Object data) {

	public MachineState {
		Objects.requireNonNull(state, "state");
		Objects.requireNonNull(data, "data");
	}

}
