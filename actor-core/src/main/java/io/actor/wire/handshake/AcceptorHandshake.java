package io.actor.wire.handshake;

import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.IntPredicate;

import io.actor.wire.handshake.Conversation.Outcome;
import io.actor.wire.handshake.HandshakeException.Reason;
import io.actor.wire.handshake.HandshakeMessage.Ack;
import io.actor.wire.handshake.HandshakeMessage.Challenge;
import io.actor.wire.handshake.HandshakeMessage.Complement;
import io.actor.wire.handshake.HandshakeMessage.OldSendName;
import io.actor.wire.handshake.HandshakeMessage.Reply;
import io.actor.wire.handshake.HandshakeMessage.SendName;
import io.actor.wire.handshake.HandshakeMessage.StatusText;
import org.jspecify.annotations.Nullable;

/** The side that was called ({@code dist_util:handshake_other_started/1}). */
public final class AcceptorHandshake implements Handshake {

	private enum State {

		NAME, STATUS_ANSWER, COMPLEMENT, REPLY

	}

	private final LocalNode local;

	private final Function<String, Cookie> cookies;

	private final int challenge;

	private final ConnectionTable table;

	private final IntPredicate ownChallenge;

	private final Conversation conversation;

	private State state = State.NAME;

	private String peerName = "";

	private DistributionFlags peerFlags = new DistributionFlags(0);

	private int peerCreation;

	private boolean oldName;

	private boolean replaces;

	/**
	 * A handshake with whoever called.
	 * @param local this node
	 * @param cookies the cookie for a node of that name
	 * @param challenge a fresh number from a secure source
	 * @param table decides whether the caller may go on
	 * @param ownChallenge whether a number is one of this node's outstanding challenges,
	 * of any connection
	 * @param prefix width of the messages' lengths
	 */
	public AcceptorHandshake(LocalNode local, Function<String, Cookie> cookies, int challenge, ConnectionTable table,
			IntPredicate ownChallenge, LengthPrefix prefix) {
		this.local = local;
		this.cookies = cookies;
		this.challenge = challenge;
		this.table = table;
		this.ownChallenge = ownChallenge;
		this.conversation = new Conversation(prefix, local.longestMessage());
	}

	@Override
	public byte[] start() {
		return this.conversation.takeOutput();
	}

	@Override
	public HandshakeStep receive(ByteBuffer in) {
		return this.conversation.receive(in, this::message);
	}

	@Override
	public HandshakeException peerClosed() {
		return new HandshakeException(Reason.CLOSED,
				(this.peerName.isEmpty() ? "A caller" : this.peerName) + " closed during the handshake");
	}

	private @Nullable Outcome message(ByteBuffer message) {
		return switch (this.state) {
			case NAME -> name(message);
			case STATUS_ANSWER -> statusAnswer(StatusText.read(message).text());
			case COMPLEMENT -> complement(Complement.read(message));
			case REPLY -> reply(Reply.read(message));
		};
	}

	private @Nullable Outcome name(ByteBuffer message) {
		if (HandshakeMessage.tag(message) == 'n') {
			OldSendName old = OldSendName.read(message);
			this.oldName = true;
			return named(old.name(), old.flags(), this.local.mandatory().lowHalf());
		}
		SendName name = SendName.read(message);
		this.peerCreation = name.creation();
		if (name.flags().has(DistributionFlag.NAME_ME)) {
			throw refusal(Reason.NOT_ALLOWED, "A node asks for a name; this node gives none");
		}
		return named(name.name(), name.flags(), this.local.mandatory());
	}

	private @Nullable Outcome named(String name, DistributionFlags flags, DistributionFlags mandatory) {
		if (!NodeName.isValid(name)) {
			throw new HandshakeException(Reason.BAD_NAME, "A node without a name of the form alive@host calls");
		}
		DistributionFlags missing = flags.expanded().missing(mandatory);
		if (!missing.isEmpty()) {
			throw refusal(Reason.MISSING_FLAGS, name + " does not offer " + missing);
		}
		if (name.equals(this.local.name())) {
			throw this.conversation.end(Reason.OWN_NAME, "A node claims to be " + name + " as this one is",
					new StatusText("nok"));
		}
		this.peerFlags = flags;
		ConnectionStatus status = answer(name, flags);
		switch (status) {
			case OK, OK_SIMULTANEOUS -> {
				this.conversation.send(new StatusText((status == ConnectionStatus.OK) ? "ok" : "ok_simultaneous"));
				sendChallenge();
			}
			case ALIVE -> {
				this.conversation.send(new StatusText("alive"));
				this.state = State.STATUS_ANSWER;
			}
			case NOK -> throw this.conversation.end(Reason.SIMULTANEOUS,
					"This node is connecting to " + name + " itself and goes on", new StatusText("nok"));
			case NOT_ALLOWED -> throw refusal(Reason.NOT_ALLOWED, name + " is not allowed to connect");
			case CLOSE -> throw new HandshakeException(Reason.SUPERSEDED, name + " is being connected already");
		}
		this.peerName = name;
		return null;
	}

	private ConnectionStatus answer(String name, DistributionFlags flags) {
		try {
			return this.table.answer(name, flags);
		}
		catch (HandshakeException ex) {
			throw refusal(ex.reason(), String.valueOf(ex.getMessage()));
		}
	}

	private @Nullable Outcome statusAnswer(String answer) {
		switch (answer) {
			case "true" -> {
				this.replaces = true;
				sendChallenge();
			}
			case "false" -> throw new HandshakeException(Reason.SUPERSEDED, this.peerName + " keeps its connection");
			default -> throw new HandshakeException(Reason.UNEXPECTED, "A status answer other than true and false");
		}
		return null;
	}

	private void sendChallenge() {
		this.conversation
			.send(new Challenge(this.local.offered(), this.challenge, this.local.creation(), this.local.name()));
		this.state = this.oldName ? State.COMPLEMENT : State.REPLY;
	}

	private @Nullable Outcome complement(Complement complement) {
		this.peerFlags = new DistributionFlags(
				this.peerFlags.bits() | Integer.toUnsignedLong(complement.highFlags()) << 32);
		this.peerCreation = complement.creation();
		DistributionFlags missing = this.peerFlags.expanded().missing(this.local.mandatory());
		if (!missing.isEmpty()) {
			throw new HandshakeException(Reason.MISSING_FLAGS, this.peerName + " does not offer " + missing);
		}
		this.state = State.REPLY;
		return null;
	}

	private Outcome reply(Reply reply) {
		if (reply.challenge() == this.challenge || this.ownChallenge.test(reply.challenge())) {
			throw new HandshakeException(Reason.REFLECTION, this.peerName + " sent a challenge of this node");
		}
		Cookie cookie = this.cookies.apply(this.peerName);
		if (!cookie.matches(this.challenge, reply.digest())) {
			throw new HandshakeException(Reason.WRONG_COOKIE, this.peerName + " does not know the cookie");
		}
		this.conversation.send(new Ack(cookie.digest(reply.challenge())));
		DistributionFlags chosen = this.local.offered().expanded().and(this.peerFlags.expanded());
		return new Outcome(this.peerName, this.peerCreation, chosen, this.replaces);
	}

	private HandshakeException refusal(Reason reason, String message) {
		return this.conversation.end(reason, message, new StatusText("not_allowed"));
	}

}
