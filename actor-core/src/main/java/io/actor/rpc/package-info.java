/**
 * Functions called by name, across nodes and in both directions ({@code rpc},
 * {@code erpc}): those other nodes may call here, of which there are none unless
 * declared, and calls to theirs. Start with {@link io.actor.rpc.RemoteFunctions} for the
 * one and {@link io.actor.rpc.Erpc} for the other.
 *
 * <p>
 * The path of a call from another node: a spawn request names
 * {@code erpc:execute_call/4}, for which {@code RemoteFunctions.body} gives an
 * {@code ErpcCall}; in a process of its own that looks the function up and runs it
 * ({@code Execution}), and ends with the result as its exit reason, which the caller's
 * monitor brings back. Older callers ask the server {@code Rex}, which does the same and
 * answers.
 */
@NullMarked
package io.actor.rpc;

import org.jspecify.annotations.NullMarked;
