package io.actor.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.scheduler.Randomness;

import org.jspecify.annotations.Nullable;

/**
 * The connections that are not up yet, and the challenges they have given. Of those that
 * others opened there may be few: none of them has proven anything, see
 * {@link Strangers}.
 */
final class Attempts {

	private final Randomness randomness;

	private final Strangers strangers;

	private final Set<Integer> challenges = ConcurrentHashMap.newKeySet();

	private final Map<PeerConnection, Attempt> attempts = Collections.synchronizedMap(new LinkedHashMap<>());

	/**
	 * A connection that is not up yet.
	 *
	 * @param address where it comes from, or null if it is ours
	 * @param challenge what we ask of it
	 * @param since since when it holds the name of a node, or null if it does not
	 */
	record Attempt(@Nullable String address, int challenge, @Nullable Long since) {
	}

	Attempts(Randomness randomness, Strangers strangers) {
		this.randomness = randomness;
		this.strangers = strangers;
	}

	/** One of ours begins; gives its challenge. */
	int ours(PeerConnection connection) {
		return begin(connection, null);
	}

	/** One of another node begins; gives its challenge. */
	int theirs(PeerConnection connection, String address) {
		return begin(connection, address);
	}

	private int begin(PeerConnection connection, @Nullable String address) {
		int challenge = this.randomness.nextInt();
		this.challenges.add(challenge);
		this.attempts.put(connection, new Attempt(address, challenge, null));
		return challenge;
	}

	/** Counts one that has come from there; gives why it must not go on, or null. */
	@Nullable String refusal(String address) {
		return this.strangers.arrived(address);
	}

	/** Whether one from there may claim this name. */
	boolean mayClaim(String address, String name) {
		return this.strangers.mayClaim(address, name);
	}

	/** One from there has claimed a name, under which no other may come for now. */
	void holds(PeerConnection connection) {
		long now = this.strangers.now();
		this.attempts.computeIfPresent(connection,
				(_, attempt) -> new Attempt(attempt.address(), attempt.challenge(), now));
	}

	/** Whether this is a challenge of ours that nobody has answered yet. */
	boolean isOpen(int challenge) {
		return this.challenges.contains(challenge);
	}

	/** One has become the connection with this node. */
	void succeeded(PeerConnection connection, String node) {
		forget(connection);
		this.strangers.proven(node);
	}

	/**
	 * One has failed to prove who it is. If its address is blocked for that, its other
	 * attempts end too.
	 * @return the address that is blocked from now on, or null
	 */
	@Nullable String failed(PeerConnection connection, Limit how) {
		Attempt attempt = this.attempts.get(connection);
		String address = (attempt != null) ? attempt.address() : null;
		return (address != null && this.strangers.failed(address, how)) ? blocked(address, connection) : null;
	}

	/**
	 * One is over that has proven nothing. If its address has held names for too long,
	 * the others from there end too.
	 * @return the address that is blocked from now on, or null
	 */
	@Nullable String unproven(Attempt attempt) {
		String address = attempt.address();
		Long since = attempt.since();
		return (address != null && since != null && this.strangers.unproven(address, since)) ? blocked(address, null)
				: null;
	}

	private String blocked(String address, @Nullable PeerConnection but) {
		for (PeerConnection other : all()) {
			Attempt made = this.attempts.get(other);
			if (other != but && made != null && address.equals(made.address())) {
				other.end(Strangers.BLOCKED);
			}
		}
		return address;
	}

	/** Takes an attempt off the books: it has succeeded or failed. */
	@Nullable Attempt forget(PeerConnection connection) {
		Attempt attempt = this.attempts.remove(connection);
		if (attempt != null) {
			this.challenges.remove(attempt.challenge());
			String address = attempt.address();
			if (address != null) {
				this.strangers.left(address);
			}
		}
		return attempt;
	}

	/** Those that are being made now, oldest first. */
	List<PeerConnection> all() {
		return List.copyOf(this.attempts.keySet());
	}

}
