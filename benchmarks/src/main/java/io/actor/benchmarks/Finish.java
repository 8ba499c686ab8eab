package io.actor.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where the measuring thread waits until the processes of a round have arrived. */
final class Finish {

	private static final int LIMIT_MINUTES = 5;

	private final CountDownLatch missing;

	Finish(int processes) {
		this.missing = new CountDownLatch(processes);
	}

	void arrive() {
		this.missing.countDown();
	}

	void await() throws InterruptedException, TimeoutException {
		if (!this.missing.await(LIMIT_MINUTES, TimeUnit.MINUTES)) {
			throw new TimeoutException(this.missing.getCount() + " processes did not finish");
		}
	}

}
