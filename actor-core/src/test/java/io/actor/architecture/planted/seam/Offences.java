package io.actor.architecture.planted.seam;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** One method for each thing core does not do. */
public class Offences {

	long nanoTime() {
		return System.nanoTime();
	}

	long currentTimeMillis() {
		return System.currentTimeMillis();
	}

	LongSupplier methodReference() {
		return System::nanoTime;
	}

	Runnable insideALambda() {
		return () -> System.nanoTime();
	}

	void sleep() throws InterruptedException {
		Thread.sleep(1);
	}

	void sleepOfTimeUnit() throws InterruptedException {
		TimeUnit.SECONDS.sleep(1);
	}

	Object ofVirtual() {
		return Thread.ofVirtual();
	}

	Object ofPlatform() {
		return Thread.ofPlatform();
	}

	Object startVirtualThread() {
		return Thread.startVirtualThread(() -> {
		});
	}

	Object newThread() {
		return new Thread();
	}

	void yields() {
		Thread.yield();
	}

	void onSpinWait() {
		Thread.onSpinWait();
	}

	void timedJoin(Thread thread) throws InterruptedException {
		thread.join(1);
	}

	void timedWait() throws InterruptedException {
		synchronized (this) {
			wait(1);
		}
	}

	Object instantNow() {
		return Instant.now();
	}

	Object localDateTimeNow() {
		return LocalDateTime.now();
	}

	Object systemClock() {
		return Clock.systemUTC();
	}

	double mathRandom() {
		return Math.random();
	}

	Object newRandom() {
		return new Random();
	}

	Object newSecureRandom() {
		return new SecureRandom();
	}

	Object threadLocalRandom() {
		return ThreadLocalRandom.current();
	}

	Object randomUuid() {
		return UUID.randomUUID();
	}

	void park() {
		LockSupport.park();
	}

	Object executors() {
		return Executors.newSingleThreadExecutor();
	}

	Object commonPool() {
		return ForkJoinPool.commonPool();
	}

	Object supplyAsync() {
		return CompletableFuture.supplyAsync(() -> 1);
	}

	Object thenApplyAsync(CompletableFuture<Integer> future) {
		return future.thenApplyAsync((value) -> value);
	}

	Object orTimeout(CompletableFuture<Integer> future) {
		return future.orTimeout(1, TimeUnit.SECONDS);
	}

	Object completeOnTimeout(CompletableFuture<Integer> future) {
		return future.completeOnTimeout(1, 1, TimeUnit.SECONDS);
	}

	Object timedGetOfFuture(Future<Integer> future) throws Exception {
		return future.get(1, TimeUnit.SECONDS);
	}

	Object timedGetOfCompletableFuture(CompletableFuture<Integer> future) throws Exception {
		return future.get(1, TimeUnit.SECONDS);
	}

	Object timedPoll(BlockingQueue<Integer> queue) throws InterruptedException {
		return queue.poll(1, TimeUnit.SECONDS);
	}

	boolean timedAwait(CountDownLatch latch) throws InterruptedException {
		return latch.await(1, TimeUnit.SECONDS);
	}

	Object timer() {
		return new Timer();
	}

	Object parallelStream(Stream<Integer> stream) {
		return stream.parallel();
	}

	Object objectInputStream(InputStream in) throws IOException {
		return new ObjectInputStream(in);
	}

	/** A thread of one's own. */
	static class OwnThread extends Thread {

	}

}
