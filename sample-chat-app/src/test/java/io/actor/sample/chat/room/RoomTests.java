package io.actor.sample.chat.room;

import java.util.UUID;

import io.actor.gen.ServerRef;
import io.actor.sample.chat.room.RoomRequest.Said;
import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RoomTests {

	private final RoomNode chat = RoomNode.local();

	private final ServerRef room = this.chat.open("lobby");

	private final Visitor ada = new Visitor(this.chat.node());

	private final Visitor bob = new Visitor(this.chat.node());

	@AfterEach
	void close() {
		this.chat.close();
	}

	@Test
	void everybodyHearsWhatIsSaidAndItIsStored() {
		this.ada.join(this.room, "ada");
		this.bob.join(this.room, "bob");

		assertThat(this.ada.say(this.room, "hello")).isEqualTo(Said.DELIVERED);

		await().untilAsserted(() -> assertThat(this.bob.heard()).containsExactly("hello"));
		await().untilAsserted(() -> assertThat(this.ada.heard()).containsExactly("hello"));
		assertThat(this.chat.store().lines()).extracting(Line::text).containsExactly("hello");
	}

	@Test
	void theSameIdTwiceIsOneLine() {
		UUID id = UUID.randomUUID();
		this.ada.join(this.room, "ada");

		assertThat(this.ada.say(this.room, id, "once")).isEqualTo(Said.DELIVERED);
		assertThat(this.ada.say(this.room, id, "once")).isEqualTo(Said.DELIVERED);
		this.ada.say(this.room, "end");

		await().untilAsserted(() -> assertThat(this.ada.heard()).containsExactly("once", "end"));
	}

	@Test
	void whoEntersSeesTheHistoryInOrder() {
		this.ada.join(this.room, "ada");
		this.ada.say(this.room, "one");
		this.ada.say(this.room, "two");

		assertThat(this.bob.join(this.room, "bob").lines()).extracting(Line::text).containsExactly("one", "two");
	}

	@Test
	void onlyTheLastLinesAreShown() {
		this.ada.join(this.room, "ada");
		for (int i = 0; i <= Room.LINES; i++) {
			this.ada.say(this.room, "line " + i);
		}

		assertThat(this.bob.join(this.room, "bob").lines()).hasSize(Room.LINES)
			.extracting(Line::text)
			.startsWith("line 1")
			.doesNotContain("line 0");
	}

	@Test
	void aLostSessionLeaves() {
		this.ada.join(this.room, "ada");
		assertThat(this.bob.join(this.room, "bob").people()).extracting(Person::nick).containsExactly("ada", "bob");

		this.bob.loseConnection();

		await().untilAsserted(() -> assertThat(this.ada.people()).containsExactly("ada"));
	}

	@Test
	void whoIsNotInTheRoomSaysNothing() {
		this.ada.join(this.room, "ada");
		this.ada.leave(this.room);

		assertThat(this.ada.say(this.room, "hello?")).isEqualTo(Said.NOT_HERE);
		assertThat(this.chat.store().lines()).isEmpty();
	}

	@Test
	void aLineThatCannotBeStoredIsNotDeliveredAndTheRoomGoesOn() {
		this.ada.join(this.room, "ada");
		this.chat.store().broken(true);

		assertThat(this.ada.say(this.room, "lost")).isEqualTo(Said.NOT_STORED);
		this.chat.store().broken(false);
		assertThat(this.ada.say(this.room, "kept")).isEqualTo(Said.DELIVERED);

		await().untilAsserted(() -> assertThat(this.ada.heard()).containsExactly("kept"));
	}

	@Test
	void aCrashedRoomIsBackWithItsHistory() {
		this.ada.join(this.room, "ada");
		this.ada.say(this.room, "before");
		Pid before = this.room.pid().orElseThrow();

		this.room.cast(new RoomCommand.Crash("ada"));

		await().until(() -> this.room.pid().filter((pid) -> !pid.equals(before)).isPresent());
		assertThat(this.ada.join(this.room, "ada").lines()).extracting(Line::text).containsExactly("before");
	}

	@Test
	void aRoomStartsWithoutItsHistoryAndReadsItLater() {
		this.ada.join(this.room, "ada");
		this.ada.say(this.room, "before");
		this.chat.store().broken(true);
		this.room.cast(new RoomCommand.Crash("ada"));

		await().ignoreExceptions().untilAsserted(() -> assertThat(this.ada.join(this.room, "ada").lines()).isEmpty());
		this.chat.store().broken(false);

		await().untilAsserted(() -> assertThat(this.ada.caughtUp()).containsExactly("before"));
	}

}
