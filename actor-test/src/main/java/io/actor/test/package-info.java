/**
 * What tests of applications need: a node for each test, and the proof that nothing was
 * left behind. Start with {@link io.actor.test.LocalNode}.
 */
@NullMarked
package io.actor.test;

import org.jspecify.annotations.NullMarked;
