package io.actor.sample.chat.room;

import java.time.Duration;

import io.actor.gen.ServerRef;
import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two nodes in one JVM, each with a room of the same name. */
class RoomsAcrossNodesTests {

	private final RoomNode one = RoomNode.named("one@localhost");

	private final RoomNode two = RoomNode.named("two@localhost", this.one.address());

	private final Visitor ada = new Visitor(this.one.node());

	private final Visitor bob = new Visitor(this.two.node());

	@AfterEach
	void close() {
		this.two.close();
		this.one.close();
	}

	@Test
	void whatIsSaidOnOneNodeIsHeardAndStoredOnBoth() {
		ServerRef here = this.one.open("lobby");
		ServerRef there = this.two.open("lobby");
		this.ada.join(here, "ada");
		this.bob.join(there, "bob");
		await().untilAsserted(() -> assertThat(this.ada.people()).containsExactly("ada", "bob"));
		await().untilAsserted(() -> assertThat(this.bob.people()).containsExactly("ada", "bob"));

		this.ada.say(here, "hello");
		await().untilAsserted(() -> assertThat(this.bob.heard()).containsExactly("hello"));
		this.bob.say(there, "hello yourself");

		await().untilAsserted(() -> assertThat(this.ada.heard()).containsExactly("hello", "hello yourself"));
		await().untilAsserted(() -> assertThat(this.one.store().lines()).hasSize(2));
		await().untilAsserted(
				() -> assertThat(this.two.store().lines()).containsExactlyElementsOf(this.one.store().lines()));
	}

	@Test
	void aRoomThatWasAwayCatchesUp() {
		ServerRef here = this.one.open("lobby");
		this.ada.join(here, "ada");
		this.ada.say(here, "you missed this");

		ServerRef there = this.two.open("lobby");
		this.bob.join(there, "bob");

		await().untilAsserted(
				() -> assertThat(this.two.store().lines()).extracting(Line::text).containsExactly("you missed this"));
		assertThat(this.bob.join(there, "bob").lines()).extracting(Line::text).containsExactly("you missed this");
	}

	@Test
	void thePeopleOfANodeThatEndsAreGoneWithinASecond() {
		ServerRef here = this.one.open("lobby");
		this.ada.join(here, "ada");
		this.bob.join(this.two.open("lobby"), "bob");
		await().untilAsserted(() -> assertThat(this.ada.people()).containsExactly("ada", "bob"));

		this.two.close();

		await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(this.ada.people()).containsExactly("ada"));
	}

	@Test
	void aRoomThatCrashesMeetsTheOthersAgain() {
		ServerRef here = this.one.open("lobby");
		ServerRef there = this.two.open("lobby");
		this.ada.join(here, "ada");
		this.bob.join(there, "bob");
		await().untilAsserted(() -> assertThat(this.ada.people()).containsExactly("ada", "bob"));
		Pid before = there.pid().orElseThrow();

		there.cast(new RoomCommand.Crash("bob"));
		await().until(() -> there.pid().filter((pid) -> !pid.equals(before)).isPresent());
		this.bob.join(there, "bob");

		await().untilAsserted(() -> assertThat(this.ada.people()).containsExactly("ada", "bob"));
		await().untilAsserted(() -> assertThat(this.bob.people()).containsExactly("ada", "bob"));
		this.bob.say(there, "back");
		await().untilAsserted(() -> assertThat(this.ada.heard()).containsExactly("back"));
	}

}
