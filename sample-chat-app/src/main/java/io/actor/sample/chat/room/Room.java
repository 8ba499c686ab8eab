package io.actor.sample.chat.room;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.group.GroupJoined;
import io.actor.group.Groups;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.sample.chat.analytics.Analytics.LineCounted;
import io.actor.sample.chat.log.ChatEvent;
import io.actor.sample.chat.room.RoomCommand.Announce;
import io.actor.sample.chat.room.RoomCommand.Crash;
import io.actor.sample.chat.room.RoomCommand.Leave;
import io.actor.sample.chat.room.RoomDirectory.RoomSummary;
import io.actor.sample.chat.room.RoomRequest.Join;
import io.actor.sample.chat.room.RoomRequest.Joined;
import io.actor.sample.chat.room.RoomRequest.Said;
import io.actor.sample.chat.room.RoomRequest.Say;
import io.actor.sample.chat.room.RoomSignal.Greeting;
import io.actor.sample.chat.room.RoomSignal.PeopleThere;
import io.actor.sample.chat.room.RoomSignal.SaidThere;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * A room: one process on each node, all with the same name. It holds the sessions of its
 * own node, tells the rooms of the other nodes what is said in it, and is told what is
 * said in them. It keeps nothing that it cannot get back: who is here comes from the
 * sessions, what was said from the database and from the other nodes. So it may crash.
 */
public final class Room extends GenServer<RoomRequest<?>, RoomCommand> {

	/** How many lines somebody sees who enters. */
	static final int LINES = 100;

	private static final Duration RELOAD = Duration.ofSeconds(2);

	private static final Logger logger = LoggerFactory.getLogger(Room.class);

	private final String name;

	private final RoomContext context;

	private final History history = new History(LINES);

	private final Neighbours neighbours = new Neighbours(this::self);

	/** Those connected here, by session. */
	private final Map<Pid, Member> members = new HashMap<>();

	Room(String name, RoomContext context) {
		this.name = name;
		this.context = context;
	}

	/** The start does not wait for the database; the first message does. */
	@Override
	protected Init init() {
		return ok(noReply().thenContinue(new Load()));
	}

	@Override
	protected Next handleContinue(Object with) {
		load();
		meet();
		announce();
		return noReply();
	}

	@Override
	protected Next handleCall(RoomRequest<?> request, From from) {
		return switch (request) {
			case Join join -> reply(join, join(join));
			case RoomRequest.People people -> reply(people, people());
			case Say say -> reply(say, say(say));
		};
	}

	@Override
	protected Next handleCast(RoomCommand command) {
		switch (command) {
			case Leave(Pid session) -> leave(session);
			case Announce() -> announce();
			case Crash(String by) -> throw new IllegalStateException(by + " wanted it");
		}
		return noReply();
	}

	@Override
	protected Next handleInfo(Object message) {
		switch (message) {
			case Down down when this.neighbours.forget(down) -> peopleChanged();
			case Down(var monitor, Pid session, var reason) -> leave(session);
			case Down groups -> meetAgain();
			case GroupJoined(var monitor, var group, List<Pid> rooms) -> rooms.forEach((room) -> greet(room, false));
			case RoomSignal signal -> hear(signal);
			case Load() -> load();
			case Meet() -> meet();
			default -> logger.debug("{} ignores {}", this.name, message);
		}
		return noReply();
	}

	@Override
	protected Collection<? extends Class<?>> infoTypes() {
		return List.of(RoomSignal.class);
	}

	/** Runs when the room fails, not when it is killed. */
	@Override
	protected void terminate(ExitReason reason) {
		if (!reason.isClean()) {
			Object why = (reason instanceof ExitReason.Crash(Throwable cause)) ? cause.getMessage() : reason;
			this.context.log().record(ChatEvent.now(ChatEvent.Kind.CRASHED, this.name + " crashed: " + why));
		}
	}

	// ---- who is here ----

	private Joined join(Join join) {
		Person person = new Person(join.nick(), nodeName());
		Member before = this.members.put(join.session(), new Member(self().monitor(join.session()), person));
		if (before != null) {
			self().demonitorFlush(before.monitor());
		}
		this.context.log().record(ChatEvent.now(ChatEvent.Kind.JOINED, join.nick() + " entered " + this.name));
		localPeopleChanged();
		return new Joined(this.history.lines(), people());
	}

	private void leave(Pid session) {
		Member member = this.members.remove(session);
		if (member != null) {
			self().demonitorFlush(member.monitor());
			this.context.log()
				.record(ChatEvent.now(ChatEvent.Kind.LEFT, member.person().nick() + " left " + this.name));
			localPeopleChanged();
		}
	}

	private void localPeopleChanged() {
		this.neighbours.tell(new PeopleThere(self().pid(), peopleHere()));
		peopleChanged();
	}

	private void peopleChanged() {
		tellMembers(new RoomEvent.PeopleChanged(this.name, people()));
		announce();
	}

	private List<Person> peopleHere() {
		return this.members.values().stream().map(Member::person).toList();
	}

	private List<Person> people() {
		return Stream.concat(peopleHere().stream(), this.neighbours.people()).sorted(Person.ORDER).toList();
	}

	// ---- what is said ----

	/**
	 * Stored first, told after: what somebody has seen is in the history. If this process
	 * dies between the two, its sessions read the line in the history of the next
	 * incarnation.
	 */
	private Said say(Say say) {
		Member member = this.members.get(say.session());
		if (member == null) {
			return Said.NOT_HERE;
		}
		if (this.history.contains(say.id())) {
			return Said.DELIVERED;
		}
		Line line = new Line(say.id(), this.name, member.person().nick(), say.text(), now(), nodeName());
		try {
			if (this.context.store().append(line)) {
				keep(line);
				this.neighbours.tell(new SaidThere(line));
			}
			return Said.DELIVERED;
		}
		catch (DataAccessException ex) {
			logger.warn("{} cannot store a line: {}", this.name, ex.getMessage());
			return Said.NOT_STORED;
		}
	}

	/** Shows a line to those connected here; false if they have it. */
	private boolean keep(Line line) {
		if (!this.history.add(line)) {
			return false;
		}
		tellMembers(new RoomEvent.Heard(line));
		count(line);
		announce();
		return true;
	}

	private void count(Line line) {
		this.context.analytics().counted(new LineCounted(this.name, line.nick(), line.at()));
	}

	/** Never before the last line, even if the clock is set back. */
	private Instant now() {
		Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		return this.history.last()
			.map(Line::at)
			.filter((last) -> !last.isBefore(now))
			.map((last) -> last.plusMillis(1))
			.orElse(now);
	}

	/** Reads the history; if the database is away, tries again and does without. */
	private void load() {
		try {
			this.history.addAll(this.context.store().last(this.name, LINES));
			tellMembers(new RoomEvent.CaughtUp(this.name, this.history.lines()));
		}
		catch (DataAccessException ex) {
			logger.warn("{} cannot read its history, and tries again: {}", this.name, ex.getMessage());
			self().sendAfter(RELOAD, self().pid(), new Load());
		}
	}

	// ---- the other nodes ----

	/** Joins the group of its namesakes and greets those who are there. */
	private void meet() {
		Groups groups = this.context.node().groups();
		String group = RoomName.processName(this.name);
		self().monitor(RegisteredName.local(groups.scope()));
		try {
			groups.join(group, self().pid());
			groups.monitor(group).members().forEach((room) -> greet(room, false));
		}
		catch (CallException ex) {
			logger.debug("{} meets the others later: {}", this.name, ex.getMessage());
		}
	}

	/** Groups forget their members when they fail; the monitor tells. */
	private void meetAgain() {
		self().sendAfter(RELOAD, self().pid(), new Meet());
	}

	private void hear(RoomSignal signal) {
		switch (signal) {
			case PeopleThere(Pid room, List<Person> people) -> {
				this.neighbours.update(room, people);
				peopleChanged();
			}
			case SaidThere(Line line) -> {
				if (keep(line)) {
					store(List.of(line));
				}
			}
			case Greeting greeting -> greeted(greeting);
		}
	}

	private void greeted(Greeting greeting) {
		this.neighbours.update(greeting.room(), greeting.people());
		if (!greeting.answer()) {
			greet(greeting.room(), true);
		}
		List<Line> missed = greeting.lines().stream().filter(this.history::add).toList();
		if (!missed.isEmpty()) {
			tellMembers(new RoomEvent.CaughtUp(this.name, this.history.lines()));
			missed.forEach(this::count);
			store(missed);
		}
		peopleChanged();
	}

	/**
	 * From here on the other one is told everything: what was said before is in the
	 * greeting, what is said after follows it.
	 */
	private void greet(Pid room, boolean answer) {
		if (room.equals(self().pid())) {
			return;
		}
		this.neighbours.meet(room);
		self().send(room, new Greeting(self().pid(), peopleHere(), this.history.lines(), answer));
	}

	/** What was said on another node is stored there; here it is a copy. */
	private void store(List<Line> lines) {
		try {
			lines.forEach(this.context.store()::append);
		}
		catch (DataAccessException ex) {
			logger.warn("{} cannot store {} lines of other nodes: {}", this.name, lines.size(), ex.getMessage());
		}
	}

	private void announce() {
		String last = this.history.last().map((line) -> line.id().toString()).orElse("");
		this.context.directory().announce(new RoomSummary(this.name, people().size(), last));
	}

	private void tellMembers(RoomEvent event) {
		this.members.keySet().forEach((session) -> self().send(session, event));
	}

	private String nodeName() {
		return self().processes().node().name();
	}

	/**
	 * Somebody connected here.
	 *
	 * @param monitor how their session is watched
	 * @param person who they are
	 */
	private record Member(Ref monitor, Person person) {
	}

	/** To itself: join the group of its namesakes. */
	private record Meet() {
	}

	/** To itself: read the history. */
	private record Load() {
	}

}
