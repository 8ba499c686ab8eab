package io.actor.scheduler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A hierarchical wheel of timers: six levels of 64 slots, the first of one tick (a
 * millisecond) a slot, each further one 64 times coarser; about two years in all. Later
 * deadlines wait in the last slot and are sorted in again when it comes round. Pure: time
 * is an argument. Not thread safe.
 */
final class TimerWheel {

	static final long TICK_NANOS = 1_000_000;

	private static final int LEVELS = 6;

	private static final int BITS = 6;

	private static final int SLOTS = 1 << BITS;

	/** Below this size cancelled timers stay until their time. */
	private static final int SWEEP = 4096;

	private final @Nullable Timer[][] slots = new @Nullable Timer[LEVELS][SLOTS];

	private final long[] occupied = new long[LEVELS];

	private final long origin;

	/** The tick up to which everything has fired. */
	private long now;

	private int size;

	/** The size at which cancelled timers are thrown out. */
	private int sweepAt = SWEEP;

	TimerWheel(long originNanos) {
		this.origin = originNanos;
	}

	int size() {
		return this.size;
	}

	void add(Timer timer) {
		if (this.size >= this.sweepAt) {
			sweep();
		}
		this.size++;
		place(timer);
	}

	/**
	 * Throws out cancelled timers. A server that asks for a timeout of an hour with each
	 * message cancels each with the next one; they would all lie here for the hour. Done
	 * when the size has doubled, so it costs each timer a constant number of looks.
	 */
	private void sweep() {
		for (int level = 0; level < LEVELS; level++) {
			for (int slot = 0; slot < SLOTS; slot++) {
				Timer timer = take(level, slot);
				while (timer != null) {
					Timer next = timer.next;
					if (timer.armed()) {
						timer.next = this.slots[level][slot];
						this.slots[level][slot] = timer;
						this.occupied[level] |= 1L << slot;
					}
					else {
						this.size--;
					}
					timer = next;
				}
			}
		}
		this.sweepAt = Math.max(SWEEP, this.size * 2);
	}

	/** Tick in which the deadline has passed: rounded up, for no timer fires early. */
	private long tickOf(long deadlineNanos) {
		return Math.max(this.now + 1, Math.ceilDiv(sinceOrigin(deadlineNanos), TICK_NANOS));
	}

	/** A deadline that means for ever may lie further from the origin than a long. */
	private long sinceOrigin(long deadlineNanos) {
		long since = deadlineNanos - this.origin;
		return (since < 0 && deadlineNanos > 0 && this.origin < 0) ? Long.MAX_VALUE : since;
	}

	private void place(Timer timer) {
		long tick = tickOf(timer.deadline());
		long far = tick ^ this.now;
		int level = (63 - Long.numberOfLeadingZeros(far)) / BITS;
		if (level >= LEVELS) {
			level = LEVELS - 1;
			// Beyond the wheel, or only across the end of its round: then not too late.
			tick = Math.min(tick, this.now + ((SLOTS - 1L) << (BITS * level)));
		}
		int slot = (int) (tick >>> (BITS * level)) & (SLOTS - 1);
		timer.next = this.slots[level][slot];
		this.slots[level][slot] = timer;
		this.occupied[level] |= 1L << slot;
	}

	/**
	 * Fires everything due at this time, in order of deadline and creation. What one of
	 * them throws comes out when the others of its tick have fired.
	 */
	void advance(long nowNanos) {
		long target = Math.floorDiv(nowNanos - this.origin, TICK_NANOS);
		while (this.now < target) {
			if (this.size == 0) {
				this.now = target;
				return;
			}
			long next = nextTick();
			if (next > target) {
				this.now = target;
				// Levels above are sorted in when their boundary is crossed; nextTick()
				// never lies beyond the first boundary with timers.
				return;
			}
			this.now = next;
			for (int level = LEVELS - 1; level > 0; level--) {
				if ((this.now & ((1L << (BITS * level)) - 1)) == 0) {
					cascade(level);
				}
			}
			fireCurrent();
		}
	}

	/**
	 * The next tick at which something has to be done: a first-level slot with timers or
	 * the boundary at which a coarser slot must be sorted in.
	 */
	private long nextTick() {
		long best = Long.MAX_VALUE;
		for (int level = 0; level < LEVELS; level++) {
			long bits = this.occupied[level];
			if (bits == 0) {
				continue;
			}
			int shift = BITS * level;
			long position = this.now >>> shift;
			int slot = (int) position & (SLOTS - 1);
			long rotated = Long.rotateRight(bits, slot + 1);
			long distance = Long.numberOfTrailingZeros(rotated) + 1L;
			best = Math.min(best, (position + distance) << shift);
		}
		return best;
	}

	/**
	 * When {@link #advance} has something to do next, in clock nanoseconds; or
	 * {@link Long#MAX_VALUE}.
	 */
	long nextNanos() {
		if (this.size == 0) {
			return Long.MAX_VALUE;
		}
		return this.origin + nextTick() * TICK_NANOS;
	}

	private void cascade(int level) {
		int slot = (int) (this.now >>> (BITS * level)) & (SLOTS - 1);
		Timer timer = take(level, slot);
		while (timer != null) {
			Timer next = timer.next;
			if (!timer.armed()) {
				this.size--;
			}
			else if (dueNow(timer)) {
				timer.next = this.slots[0][(int) this.now & (SLOTS - 1)];
				this.slots[0][(int) this.now & (SLOTS - 1)] = timer;
			}
			else {
				place(timer);
			}
			timer = next;
		}
	}

	private boolean dueNow(Timer timer) {
		return Math.ceilDiv(sinceOrigin(timer.deadline()), TICK_NANOS) <= this.now;
	}

	private void fireCurrent() {
		Timer timer = take(0, (int) this.now & (SLOTS - 1));
		if (timer == null) {
			return;
		}
		List<Timer> due = new ArrayList<>();
		while (timer != null) {
			due.add(timer);
			timer = timer.next;
		}
		this.size -= due.size();
		due.sort(Comparator.comparingLong(Timer::deadline).thenComparingLong((each) -> each.sequence));
		Throwable failure = null;
		for (Timer each : due) {
			each.next = null;
			try {
				each.fire();
			}
			catch (RuntimeException | Error ex) {
				failure = ex;
			}
		}
		switch (failure) {
			case RuntimeException ex -> throw ex;
			case Error ex -> throw ex;
			case null, default -> {
			}
		}
	}

	private @Nullable Timer take(int level, int slot) {
		Timer first = this.slots[level][slot];
		this.slots[level][slot] = null;
		this.occupied[level] &= ~(1L << slot);
		return first;
	}

}
