package io.actor.sample.chat.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.process.ExitReason;
import io.actor.sample.chat.http.SessionCommand.Closed;
import io.actor.sample.chat.http.SessionCommand.Received;
import io.actor.sample.chat.room.Line;
import io.actor.sample.chat.room.Person;
import io.actor.sample.chat.room.RoomNode;
import io.actor.sample.chat.room.Rooms;
import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SessionTests {

	private final RoomNode chat = RoomNode.local();

	private final Rooms rooms = (room) -> Optional.of(this.chat.running(room));

	private final FakePage page = new FakePage();

	private final ServerRef session = start(this.page);

	SessionTests() {
		this.chat.open("lobby");
		this.chat.open("random");
	}

	@AfterEach
	void close() {
		this.chat.close();
	}

	@Test
	void aPageEntersAndHearsWhatItSays() {
		enter(this.session, this.page, "ada");
		UUID id = say("hello");

		await().untilAsserted(
				() -> assertThat(this.page.got(ToPage.Delivered.class)).containsExactly(new ToPage.Delivered(id)));
		await().untilAsserted(() -> assertThat(this.page.got(ToPage.Heard.class)).extracting(ToPage.Heard::line)
			.extracting(Line::id)
			.containsExactly(id));
	}

	@Test
	void aRoomThatCrashesIsEnteredAgainAndThePageIsTold() {
		enter(this.session, this.page, "ada");
		say("before");

		send(new FromPage.CrashRoom());

		await().untilAsserted(() -> assertThat(this.page.got(ToPage.RoomDown.class)).hasSize(1));
		await().untilAsserted(() -> assertThat(this.page.got(ToPage.Entered.class)).hasSize(2));
		ToPage.Entered again = this.page.got(ToPage.Entered.class).getLast();
		assertThat(again.again()).isTrue();
		assertThat(again.lines()).extracting(Line::text).containsExactly("before");
		UUID id = say("after");
		await()
			.untilAsserted(() -> assertThat(this.page.got(ToPage.Delivered.class)).contains(new ToPage.Delivered(id)));
	}

	@Test
	void whatIsSaidWhileTheRoomCrashesIsDeliveredOrReported() {
		enter(this.session, this.page, "ada");

		UUID first = say("first");
		send(new FromPage.CrashRoom());
		UUID second = say("second");

		await().untilAsserted(() -> {
			List<UUID> delivered = this.page.got(ToPage.Delivered.class).stream().map(ToPage.Delivered::id).toList();
			List<UUID> reported = this.page.got(ToPage.NotDelivered.class)
				.stream()
				.map(ToPage.NotDelivered::id)
				.toList();
			assertThat(delivered.contains(first) || reported.contains(first)).isTrue();
			assertThat(delivered.contains(second) || reported.contains(second)).isTrue();
		});
		assertThat(this.chat.store().lines()).extracting(Line::id)
			.containsAll(this.page.got(ToPage.Delivered.class).stream().map(ToPage.Delivered::id).toList());
	}

	@Test
	void aLostSocketEndsTheSessionAndThePersonIsGone() {
		FakePage other = new FakePage();
		enter(this.session, this.page, "ada");
		ServerRef bob = start(other);
		enter(bob, other, "bob");
		await().untilAsserted(() -> assertThat(people()).containsExactly("ada", "bob"));

		bob.cast(new Closed());

		await().untilAsserted(() -> assertThat(people()).containsExactly("ada"));
		await().until(other::closed);
	}

	@Test
	void aPageThatCannotBeWrittenToIsGone() {
		enter(this.session, this.page, "ada");
		Pid pid = this.session.pid().orElseThrow();

		this.page.gone();
		say("hello");

		await().until(() -> !this.chat.node().processes().isAlive(pid));
		await().until(this.page::closed);
	}

	@Test
	void aSessionThatIsKilledClosesItsSocket() {
		enter(this.session, this.page, "ada");
		Pid pid = this.session.pid().orElseThrow();

		this.chat.node().processes().exit(pid, pid, ExitReason.KILL);

		await().until(this.page::closed);
	}

	@Test
	void namesAreCheckedAtTheDoor() {
		send(new FromPage.Hello("<script>", "lobby"));
		send(new FromPage.Hello("ada", "../etc"));

		await().untilAsserted(() -> assertThat(this.page.got(ToPage.Refused.class)).hasSize(2));
		assertThat(this.page.got(ToPage.Entered.class)).isEmpty();
	}

	@Test
	void anotherRoomIsEnteredAndTheFirstOneLeft() {
		enter(this.session, this.page, "ada");

		send(new FromPage.Enter("random"));

		await().untilAsserted(() -> assertThat(this.page.got(ToPage.Entered.class)).extracting(ToPage.Entered::room)
			.containsExactly("lobby", "random"));
		FakePage other = new FakePage();
		enter(start(other), other, "bob");
		assertThat(other.got(ToPage.Entered.class).getFirst().people()).extracting(Person::nick).containsExactly("bob");
	}

	@Test
	void whoTalksTooFastIsToldSo() {
		enter(this.session, this.page, "ada");

		for (int i = 0; i < 40; i++) {
			say("line " + i);
		}

		await().untilAsserted(() -> assertThat(this.page.got(ToPage.NotDelivered.class)).isNotEmpty());
	}

	private ServerRef start(Page end) {
		SessionContext context = new SessionContext(this.rooms, (look) -> {
		}, new DemoSwitches(this.chat.node(), true), Duration.ofSeconds(10));
		return this.chat.node().start(() -> new Session(end, context), StartOptions.DEFAULT);
	}

	private void enter(ServerRef who, FakePage end, String nick) {
		who.cast(new Received(new FromPage.Hello(nick, "lobby")));
		await().untilAsserted(() -> assertThat(end.got(ToPage.Entered.class)).hasSize(1));
	}

	private void send(FromPage message) {
		this.session.cast(new Received(message));
	}

	private UUID say(String text) {
		UUID id = UUID.randomUUID();
		send(new FromPage.Say(id, text));
		return id;
	}

	private List<String> people() {
		return this.page.got(ToPage.People.class).getLast().people().stream().map(Person::nick).toList();
	}

}
