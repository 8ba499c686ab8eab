package io.actor.gen;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Probe;
import io.actor.process.ExitReason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Requests of these tests, and what became of them. */
final class Calls {

	static final ExitReason BROKEN = ExitReason.named("broken");

	private Calls() {
	}

	static CallException failure(Runnable call) {
		return catchThrowableOfType(CallException.class, call::run);
	}

	static ExitReason reason(Runnable call) {
		CallException failure = failure(call);
		assertThat(failure).as("the call fails").isNotNull();
		return failure.reason();
	}

	/** Makes a server wait in a handler until the latch opens. */
	static void block(ServerRef server, CountDownLatch release) {
		CompletableFuture<Boolean> there = new CompletableFuture<>();
		Probe.tell(server, (probe) -> {
			there.complete(true);
			release.await();
			return Probe.nothing();
		});
		LocalNode.get(there);
	}

	static <R> Probe.Ask<R> ask(Probe.Answer<R> answer) {
		return new Probe.Ask<>(answer);
	}

	static Probe.Ask<Integer> number(Probe.Answer<Integer> answer) {
		return ask(answer);
	}

	static Probe.Ask<Integer> one() {
		return ask((probe, ask, from) -> Probe.answer(ask, 1));
	}

	/** A request nobody will answer before the server ends. */
	static Probe.Ask<Integer> kept(List<From> keep) {
		return ask((probe, ask, from) -> {
			keep.add(from);
			return Probe.nothing();
		});
	}

	static ExitReason asyncReason(CompletableFuture<?> call) {
		Throwable failure = catchThrowableOfType(ExecutionException.class, () -> call.get(5, TimeUnit.SECONDS))
			.getCause();
		assertThat(failure).isInstanceOf(CallException.class);
		return ((CallException) failure).reason();
	}

}
