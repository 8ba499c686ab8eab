package io.actor.term;

/**
 * Where a message can go: a process ({@link Pid}), a registered name
 * ({@link RegisteredName}) or an alias ({@link Ref}). A send never fails because of its
 * destination; what has no receiver is dropped and counted.
 */
public sealed interface Destination permits Pid, Ref, RegisteredName {

}
