package io.actor.group;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples of docs/guide/groups.md. */
class GroupsGuideTests {

	private record Say(String text) {
	}

	/** Shows who is in the lobby. */
	private static final class Board extends GenServer<Request<?>, Object> {

		private final Groups groups;

		private final BlockingQueue<Integer> shown;

		private final List<Pid> present = new ArrayList<>();

		private Board(Groups groups, BlockingQueue<Integer> shown) {
			this.groups = groups;
			this.shown = shown;
		}

		@Override
		protected Init init() {
			this.present.addAll(this.groups.monitor("lobby").members());
			return ok();
		}

		@Override
		protected Next handleInfo(Object message) throws Exception {
			switch (message) {
				case GroupJoined joined -> this.present.addAll(joined.pids());
				case GroupLeft left -> left.pids().forEach(this.present::remove);
				default -> super.handleInfo(message);
			}
			this.shown.add(this.present.size());
			return noReply();
		}

	}

	@Test
	void whoIsInTheLobbyHearsWhatIsSaidThere() throws Exception {
		BlockingQueue<Say> heard = new LinkedBlockingQueue<>();
		try (Node node = Node.start()) {
			Groups groups = node.groups();
			Pid guest = node.spawn((self) -> heard.add(self.receive(Say.class)));
			groups.join("lobby", guest);

			groups.send("lobby", new Say("hello"));

			assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new Say("hello"));
		}
	}

	@Test
	void aBoardShowsWhoIsPresent() throws Exception {
		BlockingQueue<Integer> shown = new LinkedBlockingQueue<>();
		try (Node node = Node.start()) {
			Groups groups = node.groups();
			node.start(() -> new Board(groups, shown), StartOptions.named("board"));
			Pid guest = node.spawn(Process::receive);

			groups.join("lobby", guest);
			assertThat(shown.poll(5, TimeUnit.SECONDS)).isEqualTo(1);

			node.processes().exit(guest, guest, ExitReason.KILL);
			assertThat(shown.poll(5, TimeUnit.SECONDS)).isEqualTo(0);
		}
	}

}
