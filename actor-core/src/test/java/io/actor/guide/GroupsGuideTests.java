package io.actor.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.group.GroupJoined;
import io.actor.group.GroupLeft;
import io.actor.group.Groups;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Binary;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The examples of docs/guide/groups.md. */
class GroupsGuideTests {

	record Say(String text) {
	}

	record Present() implements Request<Integer> {
	}

	static final class Board extends GenServer<Present, Object> {

		private final Groups groups;

		private final List<Pid> present = new ArrayList<>();

		Board(Groups groups) {
			this.groups = groups;
		}

		@Override
		protected Next handleCall(Present asked, From from) {
			return reply(asked, this.present.size());
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

			groups.send("lobby", new Say("hello")); // to every member, wherever it is

			assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new Say("hello"));
		}
	}

	@Test
	void aBoardKnowsWhoIsPresent() {
		try (Node node = Node.start()) {
			Groups groups = node.groups();
			ServerRef board = node.start(() -> new Board(groups), StartOptions.named("board"));
			Pid guest = node.spawn(Process::receive);

			groups.join("lobby", guest);
			await().until(() -> board.call(new Present()) == 1);

			node.processes().exit(guest, guest, ExitReason.KILL);
			await().until(() -> board.call(new Present()) == 0);
		}
	}

	@Test
	void aNameThatIsMadeFromDataIsABinary() {
		try (Node node = Node.start()) {
			Groups groups = node.groups();
			Pid pid = node.spawn(Process::receive);
			int id = 42;

			groups.join(Binary.utf8("room:" + id), pid); // <<"room:42">>, not an atom for
															// each room

			assertThat(groups.members(Binary.utf8("room:42"))).containsExactly(pid);
		}
	}

	@Test
	void aScopeIsAWorldOfItsOwn() {
		try (Node node = Node.start()) {
			Pid pid = node.spawn(Process::receive);

			Groups presence = node.groups("presence"); // pg:start_link(presence) in
														// Erlang
			presence.join("lobby", pid);

			assertThat(presence.members("lobby")).containsExactly(pid);
			assertThat(node.groups().members("lobby")).isEmpty();
		}
	}

}
