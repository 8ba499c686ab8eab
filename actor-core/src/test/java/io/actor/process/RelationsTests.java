package io.actor.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.actor.scheduler.Timer;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Ref;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What one process knows of others. */
class RelationsTests {

	private static final Pid A = pid(1);

	private static final Pid B = pid(2);

	private static final Pid C = pid(3);

	private static final Ref REF = new Ref(Atom.of("n@h"), 1, 1, 2, 3);

	private final Relations relations = new Relations();

	private static Pid pid(int id) {
		return new Pid(Atom.of("n@h"), id, 0, 1);
	}

	@Test
	void aLinkIsThereOnceHoweverOftenItIsMade() {
		assertThat(this.relations.addLink(A)).isTrue();
		assertThat(this.relations.addLink(A)).isFalse();
		assertThat(this.relations.links()).containsExactly(A);
		assertThat(this.relations.addLink(B)).isTrue();
		assertThat(this.relations.addLink(B)).isFalse();
		assertThat(this.relations.addLink(A)).isFalse();
		assertThat(this.relations.addLink(C)).isTrue();

		assertThat(this.relations.links()).containsExactlyInAnyOrder(A, B, C);
	}

	@Test
	void aLinkIsRemovedOnceWhetherItIsTheOnlyOneOrNot() {
		this.relations.addLink(A);
		assertThat(this.relations.removeLink(B)).isFalse();
		assertThat(this.relations.linked(A)).isTrue();
		assertThat(this.relations.removeLink(A)).isTrue();
		assertThat(this.relations.removeLink(A)).isFalse();
		assertThat(this.relations.linked(A)).isFalse();

		List.of(A, B, C).forEach(this.relations::addLink);
		assertThat(this.relations.removeLink(B)).isTrue();
		assertThat(this.relations.removeLink(B)).isFalse();
		assertThat(this.relations.linked(B)).isFalse();
		assertThat(this.relations.linked(C)).isTrue();
		assertThat(this.relations.links()).containsExactlyInAnyOrder(A, C);
	}

	@Test
	void whatWasNeverAddedIsNotThere() {
		assertThat(this.relations.links()).isEmpty();
		assertThat(this.relations.monitors()).isEmpty();
		assertThat(this.relations.watchers()).isEmpty();
		assertThat(this.relations.aliases()).isEmpty();
		assertThat(this.relations.timers()).isEmpty();
		assertThat(this.relations.obligations()).isEmpty();
		assertThat(this.relations.removeAlias(REF)).isFalse();
		assertThat(this.relations.removeMonitor(REF)).isNull();
		assertThat(this.relations.unlinking(A)).isFalse();
	}

	@Test
	void monitorsWatchersAliasesAndTimersGoWhenTheyAreRemoved() {
		Timer timer = new Timer(0) {

			@Override
			protected void expire() {
			}
		};
		this.relations.addMonitor(REF, A, A);
		this.relations.addWatcher(REF, B, C);
		this.relations.addAlias(REF);
		this.relations.addTimer(timer);
		assertThat(this.relations.monitors()).isEqualTo(Map.of(REF, new Relations.Monitored(A, A)));
		assertThat(this.relations.watchers()).isEqualTo(Map.of(REF, new Relations.Watcher(B, C)));
		assertThat(this.relations.aliases()).containsExactly(REF);
		assertThat(this.relations.timers()).containsExactly(timer);

		assertThat(this.relations.removeMonitor(REF)).isEqualTo(new Relations.Monitored(A, A));
		this.relations.removeWatcher(REF);
		assertThat(this.relations.removeAlias(REF)).isTrue();
		assertThat(this.relations.removeAlias(REF)).isFalse();
		this.relations.removeTimer(timer);

		whatWasNeverAddedIsNotThere();
	}

	@Test
	void answersThatWereGivenAreForgottenBeforeTheyBecomeMany() {
		List<Obligation> open = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			boolean owed = i % 100 == 0;
			Obligation obligation = new Answer(owed);
			if (owed) {
				open.add(obligation);
			}
			this.relations.addObligation(obligation);
		}

		assertThat(this.relations.obligations()).containsAll(open).hasSizeLessThan(64);
	}

	private record Answer(boolean open) implements Obligation {

		@Override
		public void abandoned(ExitReason reason) {
		}

	}

}
