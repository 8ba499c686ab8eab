package io.actor.registry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * The process of a registry. It is linked with every process that has entries and removes
 * them when one ends; and it hands out locks.
 */
final class RegistryServer extends GenServer<RegistryServer.Lock, RegistryServer.Unlock> {

	private final RegistryOptions options;

	/** Set when exits are trapped: before, nobody may link. */
	private volatile @Nullable Tables tables;

	private final Map<Object, Deque<Claim>> locks = new HashMap<>();

	/** Which lock a process waits for or holds, by the monitor of that process. */
	private final Map<Ref, Object> claims = new HashMap<>();

	/**
	 * Asks for a lock, and waits until it is free.
	 *
	 * @param key which
	 * @param pid for whom
	 */
	record Lock(Object key, Pid pid) implements Request<Grant> {
	}

	/** The answer to who asks for a lock. */
	sealed interface Grant {

		/**
		 * The lock is held.
		 *
		 * @param claim to give it back with
		 */
		record Held(Ref claim) implements Grant {
		}

		/** The process holds it already. */
		record HeldBefore() implements Grant {
		}

	}

	/**
	 * Gives a lock back.
	 *
	 * @param claim what was granted
	 */
	record Unlock(Ref claim) {
	}

	/**
	 * One who holds a lock, if it is the first, or waits for it.
	 *
	 * @param ref monitor of the process
	 * @param lock what it asked for
	 * @param from who is told
	 */
	private record Claim(Ref ref, Lock lock, From from) {

		void grant() {
			this.from.reply(this.lock, new Grant.Held(this.ref));
		}
	}

	RegistryServer(RegistryOptions options) {
		this.options = options;
	}

	/** The tables, once there may be entries. */
	Optional<Tables> tables() {
		return Optional.ofNullable(this.tables);
	}

	@Override
	protected Init init() {
		self().trapExit(true);
		this.tables = Tables.create(self().pid(), this.options);
		return ok();
	}

	@Override
	protected Next handleCall(Lock lock, From from) {
		Deque<Claim> waiting = this.locks.computeIfAbsent(lock.key(), (key) -> new ArrayDeque<>());
		Claim holder = waiting.peekFirst();
		if (holder != null && holder.lock().pid().equals(lock.pid())) {
			return reply(lock, new Grant.HeldBefore());
		}
		Claim claim = new Claim(self().monitor(lock.pid()), lock, from);
		waiting.addLast(claim);
		this.claims.put(claim.ref(), lock.key());
		if (holder == null) {
			claim.grant();
		}
		return noReply();
	}

	@Override
	protected Next handleCast(Unlock unlock) {
		self().demonitorFlush(unlock.claim());
		release(unlock.claim());
		return noReply();
	}

	@Override
	protected Next handleInfo(Object message) throws Exception {
		switch (message) {
			case Exit exit -> tables().ifPresent((shared) -> shared.removeAll(exit.from()));
			case Down down -> release(down.monitor());
			default -> super.handleInfo(message);
		}
		return noReply();
	}

	/** The holder is done, or one who waits has ended. */
	private void release(Ref ref) {
		Object key = this.claims.remove(ref);
		Deque<Claim> waiting = (key != null) ? this.locks.get(key) : null;
		if (key == null || waiting == null) {
			return;
		}
		boolean held = waiting.getFirst().ref().equals(ref);
		waiting.removeIf((each) -> each.ref().equals(ref));
		if (waiting.isEmpty()) {
			this.locks.remove(key);
		}
		else if (held) {
			waiting.getFirst().grant();
		}
	}

	@Override
	protected String kind() {
		return "registry";
	}

	@Override
	protected Class<?> type() {
		return Registry.class;
	}

}
