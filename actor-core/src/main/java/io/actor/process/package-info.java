/**
 * Processes: spawn, send, receive, link, monitor, alias, exit, names and limits. A
 * process is an object with a mailbox and an identity; {@link io.actor.process.Process}
 * is what it sees of itself, {@link io.actor.process.Processes} what the node sees of all
 * of them.
 *
 * <p>
 * The path of one message: {@code Processes.send} has {@code Delivery} find the receiver
 * in {@code ProcessTable}, {@code Mailbox.offer} enqueues with one CAS that also decides
 * who wakes it, {@code ActorScheduler.submit} queues it, and a worker calls
 * {@code Process.run}, which takes the mail in order and hands each message to the
 * {@link io.actor.process.Behaviour}. Signals that are no messages (exit, link, monitor)
 * take effect on the sender's thread, under the lock of the receiver's {@code Relations}:
 * they need no cooperation of the receiver, and everything a process sent before is
 * applied before them.
 */
@NullMarked
package io.actor.process;

import org.jspecify.annotations.NullMarked;
