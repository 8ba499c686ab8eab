/**
 * Every random choice of a run, drawn from a seed, recorded by purpose and played again;
 * with a shrinker that makes a failing run small and a runner for properties. Start with
 * {@link io.actor.test.tape.Property}, or with {@link io.actor.test.tape.Tape} to drive a
 * run of your own.
 */
@NullMarked
package io.actor.test.tape;

import org.jspecify.annotations.NullMarked;
