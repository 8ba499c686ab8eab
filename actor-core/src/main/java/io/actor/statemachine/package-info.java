/**
 * State machines ({@code gen_statem}): servers whose reaction depends on the state they
 * are in, with postponed events and timeouts that belong to a state. Read
 * {@link io.actor.statemachine.StateMachine} first, then
 * {@link io.actor.statemachine.Event}, {@link io.actor.statemachine.Step} and
 * {@link io.actor.statemachine.Action}: what comes in, what comes of it, and what is done
 * besides.
 *
 * <p>
 * {@code StateMachine} is a server like any other and only turns its messages into
 * events; the order of things is decided by {@code Engine}, which knows neither processes
 * nor clocks.
 */
@NullMarked
package io.actor.statemachine;

import org.jspecify.annotations.NullMarked;
