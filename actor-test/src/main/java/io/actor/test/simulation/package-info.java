/**
 * A world in one thread: nodes, their processes, timers and network run one step at a
 * time, in an order and with delays that a tape of choices decides, in virtual time. Read
 * {@link io.actor.test.simulation.Simulation} first.
 *
 * <p>
 * The path of a message: a process that has been picked runs on a
 * {@link io.actor.test.simulation.Strand strand} and sends; the core puts the message
 * into a mailbox and submits its owner to the {@code SimulatedScheduler}, which makes it
 * ready; the {@code Policy} picks one of what is ready, and that is the next step. To
 * another node: the core writes bytes to a {@code SimulatedConnection}; they are cut and
 * joined, delayed or held by a partition, and handed to the other node's I/O strand when
 * their time has come.
 */
@NullMarked
package io.actor.test.simulation;

import org.jspecify.annotations.NullMarked;
