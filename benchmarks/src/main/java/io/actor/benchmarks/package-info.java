/**
 * Workloads that are measured beside Erlang and Pekko, and the tables made of their
 * results. Read {@link io.actor.benchmarks.Table} first.
 */
@NullMarked
package io.actor.benchmarks;

import org.jspecify.annotations.NullMarked;
