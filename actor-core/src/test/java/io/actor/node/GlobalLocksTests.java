package io.actor.node;

import java.util.ArrayList;
import java.util.List;

import io.actor.term.Atom;
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

	private final GlobalLocks locks = new GlobalLocks((pid) -> {
		Ref ref = new Ref(Atom.of("x@y.z"), 1, this.monitors.size(), 0, 0);
		this.monitors.add(ref);
		return ref;
	}, this.removed::add);

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
	void theEndOfAHolderGivesItsLocksBack() {
		this.locks.set(RESOURCE, ONE, this.first);
		this.locks.set(OTHER, ONE, this.first);

		this.monitors.forEach(this.locks::down);

		assertThat(this.locks.count()).isZero();
	}

}
