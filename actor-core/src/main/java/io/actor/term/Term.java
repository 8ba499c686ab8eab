package io.actor.term;

/**
 * A value of the Erlang term language. Every term that can travel between nodes is one of
 * the permitted types; equality is Erlang's exact equality ({@code =:=}), so {@code 1}
 * and {@code 1.0} differ and identities include the creation of their node.
 */
public sealed interface Term permits Atom, Pid, Ref {

}
