/**
 * Faults planted into the core on purpose, to see that the checkers of the simulator find
 * them, and how fast. Read {@link io.actor.test.planted.PlantedFault} first, then the
 * lists of them.
 */
@NullMarked
package io.actor.test.planted;

import org.jspecify.annotations.NullMarked;
