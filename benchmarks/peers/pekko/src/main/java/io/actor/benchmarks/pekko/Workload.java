package io.actor.benchmarks.pekko;

/** One workload: runs its repetitions and reports each of them. */
@FunctionalInterface
interface Workload {

	void run(Actors actors, Measurements measurements) throws Exception;

}
