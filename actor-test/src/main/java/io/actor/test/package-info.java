/**
 * What tests of applications need: simulated worlds in virtual time, real nodes, and the
 * proof that nothing was left behind. Start with {@link io.actor.test.World} and
 * {@link io.actor.test.Simulated}.
 */
@NullMarked
package io.actor.test;

import org.jspecify.annotations.NullMarked;
