package io.actor.registry;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.actor.fixture.LocalNode;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;

/** A registry of a test, and processes that do in it what the test tells them. */
final class Rooms {

	static final String NAME = "rooms";

	final Registry<Object, Object> registry;

	private final LocalNode local;

	/** What a guest is told to do. */
	private record Act(CompletableFuture<Object> result, LocalNode.Work<Object> work) {
	}

	Rooms(LocalNode local) {
		this.local = local;
		this.registry = Registry.of(local.processes(), NAME);
	}

	/** Starts the registry. */
	ServerRef open(RegistryOptions options) {
		return this.local.node().start(Registry.server(options), StartOptions.named(NAME));
	}

	/** A process that waits to be told what to do. */
	Pid guest() {
		return this.local.node().spawn((self) -> {
			while (true) {
				Act act = self.receive(Act.class);
				try {
					act.result().complete(act.work().run(self));
				}
				catch (Exception | AssertionError ex) {
					act.result().completeExceptionally(ex);
				}
			}
		});
	}

	/** Makes a guest do something and waits for the result. */
	@SuppressWarnings("unchecked")
	<T> T as(Pid guest, LocalNode.Work<T> work) {
		CompletableFuture<Object> result = new CompletableFuture<>();
		this.local.node().send(guest, new Act(result, (self) -> Optional.of(work.run(self))));
		return ((Optional<T>) LocalNode.get(result)).orElseThrow();
	}

	RegisterResult register(Pid guest, Object key, Object value) {
		return as(guest, (self) -> this.registry.register(key, value));
	}

	void unregister(Pid guest, Object key) {
		as(guest, (self) -> {
			this.registry.unregister(key);
			return true;
		});
	}

	/** Ends a guest and waits until it has ended. */
	void end(Pid guest, ExitReason reason) {
		CompletableFuture<ExitReason> end = this.local.endOf(guest);
		this.local.exit(guest, reason);
		LocalNode.get(end);
	}

	/** Whether a guest has no message but what it is told to do. */
	boolean hears(Pid guest, Object message) {
		return as(guest, (Process self) -> self.receive(RegistryEvent.class).equals(message));
	}

}
