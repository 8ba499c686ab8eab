package io.actor.benchmarks.pekko;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where the measuring thread waits until the actors of a round have arrived. */
final class Finish {

	private static final int LIMIT_MINUTES = 5;

	private final CountDownLatch missing;

	Finish(int actors) {
		this.missing = new CountDownLatch(actors);
	}

	void arrive() {
		this.missing.countDown();
	}

	void await() throws InterruptedException, TimeoutException {
		if (!this.missing.await(LIMIT_MINUTES, TimeUnit.MINUTES)) {
			throw new TimeoutException(this.missing.getCount() + " actors did not finish");
		}
	}

}
