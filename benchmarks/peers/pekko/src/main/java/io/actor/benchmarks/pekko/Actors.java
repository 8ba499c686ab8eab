package io.actor.benchmarks.pekko;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.typesafe.config.Config;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** The actor system of a run. Its guardian spawns what the workloads ask for. */
final class Actors implements AutoCloseable {

	private final ActorSystem<Spawn<?>> system;

	Actors(Dispatcher dispatcher) {
		this(dispatcher.config());
	}

	Actors(Config config) {
		this.system = ActorSystem.create(new Guardian(), "bench", config);
	}

	ActorSystem<?> system() {
		return this.system;
	}

	<T> ActorRef<T> spawn(Behavior<T> behavior) {
		return spawn(List.of(behavior)).getFirst();
	}

	/** Spawns all of them in one turn of the guardian. */
	<T> List<ActorRef<T>> spawn(List<? extends Behavior<T>> behaviors) {
		Spawn<T> spawn = new Spawn<>(behaviors, new CompletableFuture<>());
		this.system.tell(spawn);
		return spawn.spawned.join();
	}

	/** What an ask from outside needs for its timeout. */
	Scheduler scheduler() {
		return this.system.scheduler();
	}

	@Override
	public void close() {
		this.system.terminate();
		this.system.getWhenTerminated().toCompletableFuture().join();
	}

	private record Spawn<T>(List<? extends Behavior<T>> behaviors, CompletableFuture<List<ActorRef<T>>> spawned) {

		void in(ActorContext<?> context) {
			List<ActorRef<T>> refs = new ArrayList<>();
			for (Behavior<T> behavior : this.behaviors) {
				refs.add(context.spawnAnonymous(behavior));
			}
			this.spawned.complete(refs);
		}

	}

	private static final class Guardian extends Receiver<Spawn<?>> {

		@Override
		public Behavior<Spawn<?>> receive(TypedActorContext<Spawn<?>> context, Spawn<?> message) {
			message.in(context.asJava());
			return this;
		}

	}

}
