package io.actor.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.actor.term.Atom;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * The processes of a node by number. Numbers rise for ever and are never reused; the
 * lower bits choose the place, so looking up is two array reads and a comparison. Places
 * are allocated in chunks when first used.
 */
final class ProcessTable {

	private static final VarHandle CHUNK = MethodHandles.arrayElementVarHandle(Process[][].class);

	private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Process[].class);

	private static final int CHUNK_BITS = 12;

	private static final int CHUNK_SIZE = 1 << CHUNK_BITS;

	/** Bits of the number that travel in a pid's first word; the rest is its serial. */
	private static final int ID_BITS = 28;

	private final @Nullable Process[] @Nullable [] chunks;

	private final long mask;

	private final int limit;

	private final AtomicLong numbers = new AtomicLong(1);

	private final AtomicInteger size = new AtomicInteger();

	private final Atom node;

	private final int creation;

	ProcessTable(int limit, Atom node, int creation) {
		this.limit = limit;
		int places = Math.max(CHUNK_SIZE, Integer.highestOneBit(limit - 1) << 1);
		this.mask = places - 1L;
		this.chunks = new @Nullable Process[places >>> CHUNK_BITS][];
		this.node = node;
		this.creation = creation;
	}

	/**
	 * Gives a process a new pid and a place.
	 * @throws SystemLimitException if there are as many processes as there may be
	 */
	void add(Process process) {
		if (this.size.incrementAndGet() > this.limit) {
			this.size.decrementAndGet();
			throw new SystemLimitException("This node has " + this.limit + " processes, its limit");
		}
		while (true) {
			long number = this.numbers.getAndIncrement();
			@Nullable Process[] chunk = chunk(number);
			int place = (int) number & (CHUNK_SIZE - 1);
			if (PLACE.getOpaque(chunk, place) == null && PLACE.compareAndSet(chunk, place, null, process)) {
				process.pid = new Pid(this.node, (int) (number & ((1L << ID_BITS) - 1)), (int) (number >>> ID_BITS),
						this.creation);
				return;
			}
		}
	}

	private @Nullable Process[] chunk(long number) {
		int index = (int) ((number & this.mask) >>> CHUNK_BITS);
		@Nullable Process[] chunk = (@Nullable Process[]) CHUNK.getAcquire(this.chunks, index);
		if (chunk != null) {
			return chunk;
		}
		@Nullable Process[] fresh = new @Nullable Process[CHUNK_SIZE];
		@Nullable Process[] witness = (@Nullable Process[]) CHUNK.compareAndExchange(this.chunks, index, null, fresh);
		return (witness != null) ? witness : fresh;
	}

	/** The living process with this identity, or null. */
	@Nullable Process find(Pid pid) {
		long number = ((long) pid.serial() << ID_BITS) | pid.id();
		@Nullable Process[] chunk = (@Nullable Process[]) CHUNK.getAcquire(this.chunks,
				(int) ((number & this.mask) >>> CHUNK_BITS));
		if (chunk == null) {
			return null;
		}
		Process process = (Process) PLACE.getAcquire(chunk, (int) number & (CHUNK_SIZE - 1));
		if (process == null) {
			return null;
		}
		Pid found = process.pid;
		return (found == pid || pid.equals(found)) ? process : null;
	}

	void remove(Process process) {
		Pid pid = process.pid();
		long number = ((long) pid.serial() << ID_BITS) | pid.id();
		if (PLACE.compareAndSet(chunk(number), (int) number & (CHUNK_SIZE - 1), process, null)) {
			this.size.decrementAndGet();
		}
	}

	int size() {
		return this.size.get();
	}

	/** Visits the living processes, in no order; ones that come or go may be missed. */
	void forEach(Consumer<Process> visitor) {
		for (int i = 0; i < this.chunks.length; i++) {
			@Nullable Process[] chunk = (@Nullable Process[]) CHUNK.getAcquire(this.chunks, i);
			if (chunk == null) {
				continue;
			}
			for (int place = 0; place < CHUNK_SIZE; place++) {
				Process process = (Process) PLACE.getAcquire(chunk, place);
				if (process != null && process.pid != null) {
					visitor.accept(process);
				}
			}
		}
	}

}
