package io.actor.wire.handshake;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

import io.actor.wire.handshake.Conversation.Outcome;
import io.actor.wire.handshake.HandshakeException.Reason;
import io.actor.wire.handshake.HandshakeMessage.Ack;
import io.actor.wire.handshake.HandshakeMessage.Challenge;
import io.actor.wire.handshake.HandshakeMessage.Reply;
import io.actor.wire.handshake.HandshakeMessage.SendName;
import io.actor.wire.handshake.HandshakeMessage.StatusText;
import org.jspecify.annotations.Nullable;

/** The side that opened the connection ({@code dist_util:handshake_we_started/1}). */
public final class InitiatorHandshake implements Handshake {

	private enum State {

		STATUS, CHALLENGE, ACK

	}

	private final LocalNode local;

	private final String peerName;

	private final Cookie cookie;

	private final int challenge;

	private final BooleanSupplier current;

	private final IntPredicate ownChallenge;

	private final Conversation conversation;

	private State state = State.STATUS;

	private @Nullable Challenge peer;

	/**
	 * A handshake with the node of that name.
	 * @param local this node
	 * @param peerName full name of the node that is called
	 * @param cookie the cookie for that node
	 * @param challenge a fresh number from a secure source
	 * @param current whether this attempt is still the node's current one for that peer,
	 * asked when the peer believes it is connected already
	 * @param ownChallenge whether a number is one of this node's outstanding challenges,
	 * of any connection
	 * @param prefix width of the messages' lengths
	 */
	public InitiatorHandshake(LocalNode local, String peerName, Cookie cookie, int challenge, BooleanSupplier current,
			IntPredicate ownChallenge, LengthPrefix prefix) {
		if (!NodeName.isValid(peerName)) {
			throw new HandshakeException(Reason.BAD_NAME, "Not a node name of the form alive@host");
		}
		if (peerName.equals(local.name())) {
			throw new HandshakeException(Reason.OWN_NAME, "A node does not connect to itself");
		}
		this.local = local;
		this.peerName = peerName;
		this.cookie = cookie;
		this.challenge = challenge;
		this.current = current;
		this.ownChallenge = ownChallenge;
		this.conversation = new Conversation(prefix, local.longestMessage());
	}

	@Override
	public byte[] start() {
		this.conversation.send(new SendName(this.local.offered(), this.local.creation(), this.local.name()));
		return this.conversation.takeOutput();
	}

	@Override
	public HandshakeStep receive(ByteBuffer in) {
		return this.conversation.receive(in, this::message);
	}

	@Override
	public HandshakeException peerClosed() {
		return (this.state == State.ACK)
				? new HandshakeException(Reason.WRONG_COOKIE,
						this.peerName + " closed when it saw our proof: most likely the cookies differ")
				: new HandshakeException(Reason.CLOSED, this.peerName + " closed during the handshake");
	}

	private @Nullable Outcome message(ByteBuffer message) {
		return switch (this.state) {
			case STATUS -> status(StatusText.read(message).text());
			case CHALLENGE -> challenge(Challenge.read(message));
			case ACK -> ack(Ack.read(message));
		};
	}

	private @Nullable Outcome status(String status) {
		switch (status) {
			case "ok", "ok_simultaneous" -> this.state = State.CHALLENGE;
			case "alive" -> {
				if (!this.current.getAsBoolean()) {
					throw this.conversation.end(Reason.SUPERSEDED, this.peerName + " is connected already",
							new StatusText("false"));
				}
				this.conversation.send(new StatusText("true"));
				this.state = State.CHALLENGE;
			}
			case "nok" -> throw new HandshakeException(Reason.SIMULTANEOUS,
					this.peerName + " is connecting to this node at the same time and goes on");
			case "not_allowed" -> throw new HandshakeException(Reason.NOT_ALLOWED, this.peerName
					+ " refuses this node: it does not want its name, or demands flags this node does not offer");
			default -> throw new HandshakeException(Reason.UNEXPECTED, "A status that no node sends here");
		}
		return null;
	}

	private @Nullable Outcome challenge(Challenge peer) {
		if (!peer.name().equals(this.peerName)) {
			throw new HandshakeException(Reason.NAME_MISMATCH, "Not " + this.peerName + " but another node answered"
					+ (NodeName.isValid(peer.name()) ? ": " + peer.name() : ""));
		}
		DistributionFlags missing = peer.flags().expanded().missing(this.local.mandatory());
		if (!missing.isEmpty()) {
			throw new HandshakeException(Reason.MISSING_FLAGS, this.peerName + " does not offer " + missing);
		}
		// A rogue acceptor that passes on a challenge we gave to it elsewhere would get
		// its answer from us.
		if (peer.challenge() == this.challenge || this.ownChallenge.test(peer.challenge())) {
			throw new HandshakeException(Reason.REFLECTION, this.peerName + " sent a challenge of this node");
		}
		this.peer = peer;
		this.conversation.send(new Reply(this.challenge, this.cookie.digest(peer.challenge())));
		this.state = State.ACK;
		return null;
	}

	private Outcome ack(Ack ack) {
		Challenge peer = this.peer;
		if (peer == null || !this.cookie.matches(this.challenge, ack.digest())) {
			throw new HandshakeException(Reason.WRONG_COOKIE, this.peerName + " does not know the cookie");
		}
		DistributionFlags offered = peer.flags().expanded();
		return new Outcome(this.peerName, peer.creation(), this.local.offered().expanded().and(offered), false);
	}

}
