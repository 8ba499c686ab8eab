/**
 * The benchmark workloads on Apache Pekko Typed, one class per workload. Read
 * {@link io.actor.benchmarks.pekko.Workloads} first.
 */
package io.actor.benchmarks.pekko;
