package io.actor.gen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.process.Wait;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;

import org.jspecify.annotations.Nullable;

/** One request to the servers of one name on several nodes, all asked at once. */
final class MultiCall<R> extends Wait {

	private final List<Part> parts = new ArrayList<>();

	private final AtomicInteger open;

	private MultiCall(Processes processes, int nodes) {
		super(processes);
		this.open = new AtomicInteger(nodes);
	}

	/** Asks, and waits for all until the deadline, {@link Long#MAX_VALUE} for none. */
	static <R> MultiReply<R> call(Processes processes, Collection<String> nodes, String name, Request<R> request,
			long deadline) {
		Collection<String> each = new LinkedHashSet<>(nodes);
		MultiCall<R> call = new MultiCall<>(processes, each.size());
		try {
			for (String node : each) {
				call.send(ServerRef.of(processes, new RegisteredName(name, node)), node, request);
			}
			call.await(processes, deadline);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			call.parts.forEach((part) -> part.close());
		}
		return call.result();
	}

	private void send(ServerRef server, String node, Request<R> request) {
		Part part = new Part(server, node, request);
		this.parts.add(part);
		part.remote = server.dispatch(server.destination(), request, part);
	}

	private MultiReply<R> result() {
		Map<String, R> replies = new LinkedHashMap<>();
		List<String> bad = new ArrayList<>();
		for (Part part : this.parts) {
			Object outcome = part.outcome.get();
			if (outcome == null || outcome instanceof PendingCall.Failure) {
				bad.add(part.node);
			}
			else {
				replies.put(part.node,
						part.server.<R>reader(part.server.destination(), TypeArguments.replyOf(part.request.getClass()))
							.apply(outcome));
			}
		}
		return new MultiReply<>(Collections.unmodifiableMap(replies), List.copyOf(bad));
	}

	@Override
	protected boolean done() {
		return this.open.get() == 0;
	}

	/** One node. */
	private final class Part implements Caller {

		private final ServerRef server;

		private final String node;

		private final Request<R> request;

		private final AtomicReference<@Nullable Object> outcome = new AtomicReference<>();

		private @Nullable RemoteCall remote;

		private Part(ServerRef server, String node, Request<R> request) {
			this.server = server;
			this.node = node;
			this.request = request;
		}

		@Override
		public void answered(Object value) {
			decide(value);
		}

		@Override
		public void failed(ExitReason reason) {
			decide(new PendingCall.Failure(reason));
		}

		private void decide(Object result) {
			if (this.outcome.compareAndSet(null, result) && MultiCall.this.open.decrementAndGet() == 0) {
				wake();
			}
		}

		@Override
		public boolean waits() {
			return this.outcome.get() == null;
		}

		@Override
		public @Nullable Pid client() {
			return waiter();
		}

		/** Whatever comes from now on is dropped. */
		private void close() {
			boolean late = this.outcome.compareAndSet(null, new PendingCall.Failure(CallException.TIMEOUT));
			if (late && this.remote != null) {
				this.remote.close();
			}
		}

	}

}
