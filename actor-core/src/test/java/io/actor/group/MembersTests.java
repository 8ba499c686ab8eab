package io.actor.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.actor.term.Atom;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MembersTests {

	private static Pid pid(int number) {
		return new Pid(Atom.of("a@test"), number, 0, 1);
	}

	@Test
	void aSnapshotDoesNotChangeWhenMembersComeAndGo() {
		Members before = Members.NONE.with(pid(1)).with(pid(2));
		List<Pid> read = before.list();

		Members after = before.without(pid(1)).with(pid(3));

		assertThat(read).containsExactly(pid(1), pid(2));
		assertThat(before.list()).isSameAs(read);
		assertThat(after.list()).containsExactly(pid(2), pid(3));
		assertThatThrownBy(() -> after.list().clear()).isInstanceOf(UnsupportedOperationException.class);
	}

	@Test
	void thoseWhoJoinTwiceAreThereTwice() {
		Members members = Members.NONE.with(pid(1)).with(pid(1)).with(pid(2)).without(pid(1));

		assertThat(members.size()).isEqualTo(2);
		assertThat(members.list()).containsExactly(pid(1), pid(2));
	}

	@Test
	void anyHistoryEndsWithTheSameMembersAsAPlainList() {
		Random random = new Random(7);
		for (int round = 0; round < 50; round++) {
			Members members = Members.NONE;
			List<Pid> expected = new ArrayList<>();
			for (int step = 0; step < 400; step++) {
				Pid pid = pid(random.nextInt(20));
				if (random.nextBoolean() || !expected.remove(pid)) {
					expected.add(pid);
					members = members.with(pid);
				}
				else {
					members = members.without(pid);
				}
				if (random.nextInt(60) == 0) {
					assertThat(members.list()).containsExactlyInAnyOrderElementsOf(expected);
				}
			}
			assertThat(members.list()).containsExactlyInAnyOrderElementsOf(expected).hasSize(members.size());
		}
	}

}
