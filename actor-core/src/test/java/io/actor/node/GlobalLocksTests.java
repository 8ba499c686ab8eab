package io.actor.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Pid;
import io.actor.term.Ref;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GlobalLocksTests {

	private static final Atom RESOURCE = Atom.of("resource");

	private static final Atom ONE = Atom.of("one");

	private static final Atom OTHER = Atom.of("other");

	private final Pid first = new Pid(Atom.of("a@b.c"), 1, 0, 1);

	private final Pid second = new Pid(Atom.of("a@b.c"), 2, 0, 1);

	private final List<Ref> monitors = new ArrayList<>();

	private final List<Ref> removed = new ArrayList<>();

	private final AtomicInteger refused = new AtomicInteger();

	private final GlobalLocks locks = new GlobalLocks((pid) -> {
		Ref ref = new Ref(Atom.of("x@y.z"), 1, this.monitors.size(), 0, 0);
		this.monitors.add(ref);
		return ref;
	}, this.removed::add, this.refused::incrementAndGet);

	@Test
	void aLockIsGrantedToOneRequesterAtATime() {
		assertThat(this.locks.set(RESOURCE, ONE, this.first)).isTrue();
		assertThat(this.locks.set(RESOURCE, ONE, this.first)).isTrue();
		assertThat(this.locks.set(RESOURCE, OTHER, this.second)).isFalse();
		assertThat(this.monitors).hasSize(1);

		this.locks.delete(RESOURCE, OTHER, this.second);
		assertThat(this.locks.set(RESOURCE, OTHER, this.second)).isFalse();

		this.locks.delete(RESOURCE, ONE, this.first);
		assertThat(this.locks.set(RESOURCE, OTHER, this.second)).isTrue();
		assertThat(this.removed).containsExactly(this.monitors.getFirst());
	}

	@Test
	void severalProcessesMayHoldItForOneRequesterAndAllMustGiveItBack() {
		this.locks.set(RESOURCE, ONE, this.first);
		this.locks.set(RESOURCE, ONE, this.second);

		this.locks.delete(RESOURCE, ONE, this.first);

		assertThat(this.locks.set(RESOURCE, OTHER, this.first)).isFalse();
		this.locks.delete(RESOURCE, ONE, this.second);
		assertThat(this.locks.set(RESOURCE, OTHER, this.first)).isTrue();
	}

	@Test
	void theProcessesOfANodeHoldSoManyLocksAndThoseOfOthersAreGrantedTheirs() {
		for (int i = 0; i < GlobalLocks.MOST_OF_NODE; i++) {
			assertThat(this.locks.set(Atom.of("lock" + i), ONE, (i % 2 == 0) ? this.first : this.second)).isTrue();
		}
		assertThat(this.locks.set(RESOURCE, ONE, this.first)).isFalse();
		assertThat(this.locks.set(Atom.of("lock0"), ONE, this.first)).isTrue();
		assertThat(this.refused).hasValue(1);
		assertThat(this.locks.set(RESOURCE, OTHER, new Pid(Atom.of("c@b.c"), 1, 0, 1))).isTrue();

		this.locks.delete(Atom.of("lock0"), ONE, this.first);
		assertThat(this.locks.set(OTHER, ONE, this.first)).isTrue();
		this.locks.down(this.monitors.get(1));

		assertThat(this.locks.set(Atom.of("lock0"), ONE, this.second)).isTrue();
		assertThat(this.locks.set(Atom.of("lock1"), ONE, this.second)).isFalse();
	}

	@Test
	void whatIsLockedHasAShortName() {
		Binary longName = Binary.of(new byte[GlobalLocks.LONGEST]);

		assertThat(this.locks.set(longName, ONE, this.first)).isFalse();
		assertThat(this.locks.set(RESOURCE, longName, this.first)).isFalse();
		assertThat(this.locks.count()).isZero();
		assertThat(this.refused).hasValue(2);
	}

	@Test
	void theEndOfAHolderGivesItsLocksBack() {
		this.locks.set(RESOURCE, ONE, this.first);
		this.locks.set(OTHER, ONE, this.first);

		this.monitors.forEach(this.locks::down);

		assertThat(this.locks.count()).isZero();
	}

}
