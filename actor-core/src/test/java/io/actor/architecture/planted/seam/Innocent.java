package io.actor.architecture.planted.seam;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Looks like an offence and is none. */
public class Innocent {

	Object arithmetic() {
		return Instant.ofEpochMilli(TimeUnit.SECONDS.toMillis(1)).plus(Duration.ofNanos(TimeUnit.DAYS.toNanos(1)));
	}

	Object completed(CompletableFuture<Integer> future) {
		return future.thenApply((value) -> value + Thread.currentThread().hashCode()).join();
	}

	void untimedWait() throws InterruptedException {
		synchronized (this) {
			wait();
		}
	}

}
