package io.actor.sample.chat.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import io.actor.gen.CallException;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.sample.chat.room.RoomCommand;
import io.actor.sample.chat.room.RoomEvent;
import io.actor.sample.chat.room.RoomName;
import io.actor.sample.chat.room.RoomRequest.Join;
import io.actor.sample.chat.room.RoomRequest.Joined;
import io.actor.sample.chat.room.RoomRequest.Said;
import io.actor.sample.chat.room.RoomRequest.Say;
import io.actor.term.Ref;
import org.jspecify.annotations.Nullable;

/**
 * One open page: the process that owns its WebSocket and is its person in a room. When
 * the socket is lost the process ends, and the room, which watches it, lets the person
 * go. When the room is lost the session enters the next incarnation and tells the page.
 */
final class Session extends GenServer<Request<?>, SessionCommand> {

	/** Longest text, in characters. */
	static final int LONGEST = 2000;

	private static final Duration TICK = Duration.ofSeconds(1);

	private static final Duration REJOIN = Duration.ofMillis(100);

	/** Pages ping more often than this. */
	private static final int QUIET_TICKS = 45;

	private static final int MOST_SAID_AT_ONCE = 20;

	private final Page page;

	private final SessionContext context;

	private @Nullable String nick;

	private String room = RoomName.LOBBY;

	/** The room this session is in; null while it waits to enter. */
	private @Nullable Entry entry;

	/** Whether it was in the room and the room has failed. */
	private boolean lost;

	private Status seen = Status.UNKNOWN;

	private int quiet;

	private int allowance = MOST_SAID_AT_ONCE;

	Session(Page page, SessionContext context) {
		this.page = page;
		this.context = context;
	}

	@Override
	protected Init init() {
		self().sendAfter(TICK, self().pid(), new Tick());
		return ok();
	}

	/** A page that cannot be written to is gone: a normal end, and no crash. */
	@Override
	protected Next handleCast(SessionCommand command) {
		try {
			return switch (command) {
				case SessionCommand.Received(FromPage message) -> received(message);
				case SessionCommand.Closed() -> stop(ExitReason.NORMAL);
			};
		}
		catch (IOException ex) {
			return stop(ExitReason.NORMAL);
		}
	}

	@Override
	protected Next handleInfo(Object message) {
		try {
			return switch (message) {
				case RoomEvent event when event.room().equals(this.room) -> happened(event);
				case Down down -> roomEnded(down);
				case Rejoin(String where) when where.equals(this.room) && this.entry == null -> enter();
				case Status status -> statusChanged(status);
				case Tick tick -> tick(tick);
				default -> noReply();
			};
		}
		catch (IOException ex) {
			return stop(ExitReason.NORMAL);
		}
	}

	/** However it ends, the socket ends with it. */
	@Override
	protected void ended(ExitReason reason) {
		this.page.close();
	}

	// ---- from the page ----

	private Next received(FromPage message) throws IOException {
		this.quiet = 0;
		switch (message) {
			case FromPage.Hello hello -> hello(hello);
			case FromPage.Enter(String where) -> goTo(where);
			case FromPage.Say say -> say(say);
			case FromPage.CrashRoom() -> crashRoom();
			case FromPage.SwitchAnalytics(boolean on) -> switchAnalytics(on);
			case FromPage.Ping() -> this.page.send(new ToPage.Pong());
		}
		return noReply();
	}

	private void hello(FromPage.Hello hello) throws IOException {
		if (!RoomName.isNick(hello.nick())) {
			this.page.send(new ToPage.Refused("A name has up to 24 letters, digits, spaces and . _ -"));
			return;
		}
		this.nick = hello.nick();
		this.page.send(
				new ToPage.Welcome(hello.nick(), self().processes().node().name(), this.context.switches().enabled()));
		goTo(hello.room());
	}

	private void goTo(String where) throws IOException {
		if (!RoomName.isRoom(where)) {
			this.page.send(new ToPage.Refused("A room's name has up to 32 small letters, digits and hyphens"));
			return;
		}
		leave();
		this.room = where;
		this.lost = false;
		enter();
	}

	private void say(FromPage.Say say) throws IOException {
		Entry in = this.entry;
		if (say.text().isBlank() || say.text().length() > LONGEST) {
			notDelivered(say.id(), "Say something of up to " + LONGEST + " characters");
		}
		else if (this.allowance == 0) {
			notDelivered(say.id(), "Too fast, wait a moment");
		}
		else if (in == null) {
			notDelivered(say.id(), "The room is being restarted");
		}
		else {
			this.allowance--;
			say(in, say);
		}
	}

	/** Either the room says that it is done, or the page hears that it may not be. */
	private void say(Entry in, FromPage.Say say) throws IOException {
		try {
			Said said = in.room().call(new Say(self().pid(), say.id(), say.text().strip()), this.context.patience());
			switch (said) {
				case DELIVERED -> this.page.send(new ToPage.Delivered(say.id()));
				case NOT_STORED -> notDelivered(say.id(), "The history cannot be written right now");
				case NOT_HERE -> notDelivered(say.id(), "You are not in this room");
			}
		}
		catch (CallException ex) {
			notDelivered(say.id(), ex.isTimeout() ? "The room does not answer" : "The room failed");
		}
	}

	private void notDelivered(UUID id, String reason) throws IOException {
		this.page.send(new ToPage.NotDelivered(id, reason));
	}

	private void crashRoom() {
		if (this.entry != null && this.nick != null && this.context.switches().enabled()) {
			this.entry.room().cast(new RoomCommand.Crash(this.nick));
		}
	}

	private void switchAnalytics(boolean on) {
		if (this.context.switches().enabled()) {
			this.context.switches().analytics(on);
		}
	}

	// ---- in and out of rooms ----

	/** Watches the room first, so that its end is never missed. */
	private Next enter() throws IOException {
		String name = this.nick;
		if (name == null) {
			return noReply();
		}
		Optional<ServerRef> found = this.context.rooms().find(this.room);
		if (found.isEmpty()) {
			return tryAgain();
		}
		ServerRef target = found.get();
		Ref monitor = self().monitor(target.target());
		try {
			Joined joined = target.call(new Join(self().pid(), name), this.context.patience());
			this.entry = new Entry(target, monitor);
			this.page.send(new ToPage.Entered(this.room, this.lost, joined.lines(), joined.people()));
			this.lost = false;
			return noReply();
		}
		catch (CallException ex) {
			self().demonitorFlush(monitor);
			return tryAgain();
		}
	}

	private Next tryAgain() {
		self().sendAfter(REJOIN, self().pid(), new Rejoin(this.room));
		return noReply();
	}

	private void leave() {
		Entry in = this.entry;
		if (in != null) {
			this.entry = null;
			self().demonitorFlush(in.monitor());
			in.room().cast(new RoomCommand.Leave(self().pid()));
		}
	}

	private Next roomEnded(Down down) throws IOException {
		Entry in = this.entry;
		if (in == null || !in.monitor().equals(down.monitor())) {
			return noReply();
		}
		this.entry = null;
		this.lost = true;
		this.page.send(new ToPage.RoomDown(this.room));
		return tryAgain();
	}

	// ---- to the page ----

	private Next happened(RoomEvent event) throws IOException {
		this.page.send(switch (event) {
			case RoomEvent.Heard(var line) -> new ToPage.Heard(line);
			case RoomEvent.CaughtUp(var where, var lines) -> new ToPage.History(lines);
			case RoomEvent.PeopleChanged(var where, var people) -> new ToPage.People(people);
		});
		return noReply();
	}

	private Next statusChanged(Status status) throws IOException {
		this.seen = status;
		this.page.send(new ToPage.StatusChanged(status));
		return noReply();
	}

	private Next tick(Tick tick) {
		this.quiet++;
		if (this.quiet > QUIET_TICKS) {
			return stop(ExitReason.NORMAL);
		}
		this.allowance = Math.min(MOST_SAID_AT_ONCE, this.allowance + 2);
		this.context.board().look(new StatusBoard.Look(self().pid(), this.seen));
		self().sendAfter(TICK, self().pid(), tick);
		return noReply();
	}

	/**
	 * The room a session is in.
	 *
	 * @param room where it is reached
	 * @param monitor how its end is heard of
	 */
	private record Entry(ServerRef room, Ref monitor) {
	}

	/** To itself: try to enter, if that is still what the page wants. */
	private record Rejoin(String room) {
	}

	/** To itself: a second has passed. */
	private record Tick() {
	}

}
