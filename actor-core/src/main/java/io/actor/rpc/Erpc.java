package io.actor.rpc;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.actor.process.Mfa;
import io.actor.process.Processes;
import io.actor.process.RemoteSpawn;
import io.actor.process.SpawnOptions;
import io.actor.process.Wait;
import io.actor.scheduler.Timer;
import io.actor.term.Atom;
import io.actor.term.ListTerm;

/**
 * Calls functions on other nodes ({@code erpc}), from any thread.
 *
 * <pre>{@code
 * int sum = node.rpc().call("erl@localhost", Mfa.of("lists", "sum", List.of(1, 2, 3)), Integer.class);
 * }</pre>
 *
 * Each call runs in a process of its own there: two calls are in no order. On this node
 * it reaches the functions declared in {@link RemoteFunctions}, as from outside.
 */
public final class Erpc {

	/** How long a call waits unless it says otherwise. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	/** Why a thread that is no process and was interrupted has no result. */
	private static final RpcFailure INTERRUPTED = new RpcFailure.Erpc(Atom.of("interrupted"));

	private final Processes processes;

	private final Supplier<RemoteFunctions> local;

	/**
	 * Calls by the processes of a node.
	 * @param local the functions of this node
	 */
	public Erpc(Processes processes, Supplier<RemoteFunctions> local) {
		this.processes = processes;
		this.local = local;
	}

	/** The value of a function; waits five seconds for it. */
	public <T> T call(String node, Mfa mfa, Class<T> type) {
		return call(node, mfa, type, DEFAULT_TIMEOUT);
	}

	/**
	 * The value of a function ({@code erpc:call/5}).
	 * @param type of the value; {@link io.actor.term.Term} takes it as it is
	 * @throws RpcException if it gives none, or none of the type, in time
	 */
	public <T> T call(String node, Mfa mfa, Class<T> type, Duration timeout) {
		@SuppressWarnings("unchecked")
		T value = (T) call(node, mfa, (Type) type, timeout);
		return value;
	}

	/** The same for a type that may be generic. */
	public Object call(String node, Mfa mfa, Type type, Duration timeout) {
		NodeResult<Object> result = ask(List.of(node), mfa, type, timeout).getFirst();
		return switch (result) {
			case NodeResult.Value<Object> value -> value.value();
			case NodeResult.Failed<Object> failed -> throw new RpcException(node, mfa, failed.failure());
		};
	}

	/**
	 * Calls and does not wait ({@code erpc:send_request/4}). The future fails with a
	 * {@link RpcException}; what hangs on it runs on a worker and may block.
	 */
	public <T> CompletableFuture<T> callAsync(String node, Mfa mfa, Class<T> type, Duration timeout) {
		FutureResult<T> result = new FutureResult<>(this.processes.deadline(timeout), node, mfa, type);
		result.request.send(this.local.get());
		this.processes.timers().schedule(result);
		result.future.whenComplete((value, failure) -> result.left());
		return result.future;
	}

	/**
	 * Calls on several nodes at the same time ({@code erpc:multicall/5}).
	 * @return what each node gave, in the order of the nodes
	 */
	public <T> List<NodeResult<T>> multicall(Collection<String> nodes, Mfa mfa, Class<T> type, Duration timeout) {
		return ask(nodes, mfa, type, timeout);
	}

	/** Calls and forgets ({@code erpc:cast/4}). */
	public void cast(String node, Mfa mfa) {
		Mfa cast = Mfa.of(RemoteFunctions.ERPC, "execute_cast", Atom.of(mfa.module()), Atom.of(mfa.function()),
				ErpcRequest.arguments(this.processes, mfa));
		if (node.equals(this.processes.node().name())) {
			this.processes.spawn(this.local.get().body(cast, this.processes.converter()), SpawnOptions.DEFAULT, null);
		}
		else {
			RemoteSpawn.forgotten(this.processes, cast).send(node);
		}
	}

	/** The same on several nodes ({@code erpc:multicast/4}). */
	public void multicast(Collection<String> nodes, Mfa mfa) {
		nodes.forEach((node) -> cast(node, mfa));
	}

	private <T> List<NodeResult<T>> ask(Collection<String> nodes, Mfa mfa, Type type, Duration timeout) {
		long deadline = this.processes.deadline(timeout);
		ListTerm args = ErpcRequest.arguments(this.processes, mfa);
		Answers answers = new Answers(this.processes, nodes.size());
		RpcFailure late = INTERRUPTED;
		try {
			for (String node : nodes) {
				ErpcRequest request = new ErpcRequest(this.processes, node, mfa, args, answers::decided);
				answers.requests.add(request);
				request.send(this.local.get());
			}
			answers.awaitAll(this.processes, deadline);
			late = RpcFailure.TIMEOUT;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			for (ErpcRequest request : answers.requests) {
				request.close(late);
			}
		}
		List<NodeResult<T>> results = new ArrayList<>();
		answers.requests.forEach((request) -> results.add(result(request, type)));
		return results;
	}

	private <T> NodeResult<T> result(ErpcRequest request, Type type) {
		return switch (request.outcome()) {
			case ErpcRequest.Outcome.Value value -> read(request, value, type);
			case ErpcRequest.Outcome.Failure failure -> new NodeResult.Failed<>(request.node(), failure.failure());
			case null -> new NodeResult.Failed<>(request.node(), RpcFailure.TIMEOUT);
		};
	}

	private <T> NodeResult<T> read(ErpcRequest request, ErpcRequest.Outcome.Value value, Type type) {
		try {
			@SuppressWarnings("unchecked")
			T read = (T) this.processes.converter().data(value.term(), type, request.child());
			return new NodeResult.Value<>(request.node(), read);
		}
		catch (RuntimeException ex) {
			return new NodeResult.Failed<>(request.node(),
					new RpcFailure.Unreadable(value.term(), String.valueOf(ex.getMessage())));
		}
	}

	/** Waits for some calls. */
	private static final class Answers extends Wait {

		private final List<ErpcRequest> requests = new ArrayList<>();

		private final AtomicInteger open;

		private Answers(Processes processes, int open) {
			super(processes);
			this.open = new AtomicInteger(open);
		}

		private void decided() {
			if (this.open.decrementAndGet() == 0) {
				wake();
			}
		}

		@Override
		protected boolean done() {
			return this.open.get() == 0;
		}

		private void awaitAll(Processes processes, long deadline) throws InterruptedException {
			await(processes, deadline);
		}

	}

	/** A call whose caller looks later. */
	private final class FutureResult<T> extends Timer {

		private final CompletableFuture<T> future = new CompletableFuture<>();

		private final ErpcRequest request;

		private final Type type;

		private FutureResult(long deadline, String node, Mfa mfa, Type type) {
			super(deadline);
			this.request = new ErpcRequest(Erpc.this.processes, node, mfa,
					ErpcRequest.arguments(Erpc.this.processes, mfa), this::decided);
			this.type = type;
		}

		private void decided() {
			cancel();
			Erpc.this.processes.execute(this::complete);
		}

		private void complete() {
			NodeResult<T> result = result(this.request, this.type);
			switch (result) {
				case NodeResult.Value<T> value -> this.future.complete(value.value());
				case NodeResult.Failed<T> failed -> this.future
					.completeExceptionally(new RpcException(failed.node(), this.request.mfa(), failed.failure()));
			}
		}

		@Override
		protected void expire() {
			if (this.request.close(RpcFailure.TIMEOUT)) {
				Erpc.this.processes.execute(this::complete);
			}
		}

		/** Nobody waits any more: the future may have been cancelled. */
		private void left() {
			cancel();
			this.request.close(RpcFailure.TIMEOUT);
		}

	}

}
