package io.actor.test.swarm;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.process.ExitReason;

/** A server around a {@link SharedObject} that answers in every way a server can. */
final class ObjectServer extends GenServer<ObjectServer.Do, ObjectServer.Note> {

	static final ExitReason PLANNED = ExitReason.shutdown("as planned");

	/** An answer nobody may get. */
	static final Done WRONG = new Done(-1, "wrong");

	private final SharedObject object;

	private final Map<Integer, Integer> numbers = new HashMap<>();

	private boolean inside;

	private boolean terminated;

	/** How a request is answered. */
	enum Answering {

		AT_ONCE, SLOWLY, LATER, BY_ANOTHER, TWICE, STOPPING, NEVER, STOPPING_WITHOUT, CRASHING_BEFORE, CRASHING_AFTER

	}

	/**
	 * A request.
	 *
	 * @param id of the operation
	 * @param client who asks
	 * @param number counts what this client sends to this server
	 * @param input what to do
	 * @param how to answer
	 * @param delay of a late answer
	 * @param deadline when the caller gives up, in virtual time
	 */
	record Do(int id, int client, int number, Object input, Answering how, Duration delay,
			long deadline) implements Request<Done> {
	}

	/** The answer; the id tells to what. */
	record Done(int id, Object output) {
	}

	/** A cast, only there to be in order. */
	record Note(int client, int number) {
	}

	/** Something to answer later. */
	private record Owed(From from, Do request, Done answer) {
	}

	/** Never sent: to wait for it is to wait. */
	private record Nothing() {
	}

	/** A crash that was wanted. */
	static final class Planned extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Planned() {
			super("as planned", null, false, false);
		}

	}

	ObjectServer(SharedObject object) {
		this.object = object;
	}

	@Override
	protected Next handleCall(Do request, From from) {
		enter();
		try {
			inOrder(request.client(), request.number());
			this.object.begin(request.id());
			return answer(request, from);
		}
		finally {
			this.inside = false;
		}
	}

	private Next answer(Do request, From from) {
		switch (request.how()) {
			case SLOWLY -> self().receive(Nothing.class, request.delay());
			case CRASHING_BEFORE -> throw new Planned();
			default -> {
			}
		}
		Done done = new Done(request.id(), this.object.apply(request.id(), request.input()));
		return switch (request.how()) {
			case AT_ONCE, SLOWLY -> {
				markTime(request);
				yield reply(request, done);
			}
			case LATER -> {
				self().sendAfter(request.delay(), self().pid(), new Owed(from, request, done));
				yield noReply();
			}
			case BY_ANOTHER -> {
				self().spawn((other) -> from.reply(request, done));
				yield noReply();
			}
			case TWICE -> {
				from.reply(request, done);
				this.object.arena().mark(BehaviourMarks.SECOND_REPLY);
				yield reply(request, WRONG);
			}
			case STOPPING -> {
				this.object.arena().mark(BehaviourMarks.STOP_WITH_REPLY);
				yield stop(PLANNED, request, done);
			}
			case STOPPING_WITHOUT -> stop(PLANNED);
			case NEVER -> noReply();
			case CRASHING_BEFORE, CRASHING_AFTER -> throw new Planned();
		};
	}

	@Override
	protected Next handleCast(Note note) {
		enter();
		inOrder(note.client(), note.number());
		this.inside = false;
		return noReply();
	}

	@Override
	protected Next handleInfo(Object message) {
		enter();
		if (message instanceof Owed(From from, Do request, Done answer)) {
			markTime(request);
			from.reply(request, answer);
		}
		this.inside = false;
		return noReply();
	}

	@Override
	protected void terminate(ExitReason reason) {
		enter();
		if (this.terminated) {
			throw this.object.arena().violated("GS-S8", self() + " terminates twice");
		}
		this.terminated = true;
		this.inside = false;
	}

	private void enter() {
		if (this.inside) {
			throw this.object.arena().violated("GS-S8", self() + " runs two callbacks at once");
		}
		if (this.terminated) {
			throw this.object.arena().violated("GS-S8", self() + " runs a callback after terminate");
		}
		this.inside = true;
	}

	private void inOrder(int client, int number) {
		Integer last = this.numbers.put(client, number);
		if (last != null && number != last + 1) {
			throw this.object.arena()
				.violated("GS-S5", self() + " got number " + number + " of client " + client + " after " + last);
		}
	}

	private void markTime(Do request) {
		long now = this.object.arena().now();
		if (now == request.deadline()) {
			this.object.arena().mark(BehaviourMarks.REPLY_AT_TIMEOUT);
		}
		else if (now > request.deadline()) {
			this.object.arena().mark(BehaviourMarks.LATE_REPLY);
		}
	}

}
