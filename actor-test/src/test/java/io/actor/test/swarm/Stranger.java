package io.actor.test.swarm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

import io.actor.test.tape.Choices;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.DistributionFlags;
import io.actor.wire.handshake.Handshake;
import io.actor.wire.handshake.HandshakeException;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.handshake.InitiatorHandshake;
import io.actor.wire.handshake.LengthPrefix;
import io.actor.wire.handshake.LocalNode;
import io.actor.wire.transport.CloseReason;
import io.actor.wire.transport.Connection;
import io.actor.wire.transport.ConnectionHandler;

/** Somebody who calls a node and does not mean well; tells when it is not shut out. */
final class Stranger implements ConnectionHandler {

	/** What keeps a close from being heard. */
	private static final Set<Fault> DEAFENING = EnumSet.of(Fault.CRASH, Fault.RESTART, Fault.PARTITION, Fault.SPLIT,
			Fault.SHAPES, Fault.SWIZZLE, Fault.FLAP, Fault.PAUSE, Fault.SLOW, Fault.RESET);

	private final Arena arena;

	private final Manner manner;

	private final String victim;

	private final Choices choices;

	private final Handshake handshake;

	/** What nodes have asked of strangers, with their incarnations. */
	private final Set<Long> challenges;

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private boolean challenged;

	private Connection connection;

	private boolean letIn;

	private boolean closed;

	private boolean late;

	private boolean over;

	/** How it behaves. */
	enum Manner {

		/** Goes through the handshake with a wrong cookie. */
		WRONG_COOKIE,
		/** Sends bytes that are no handshake. */
		GARBAGE,
		/** Says its name and nothing more. */
		MUTE,
		/** Sends its name a byte a second. */
		DRIP,
		/** Knows the cookie, and sends bytes that are no frame. */
		BAD_FRAME

	}

	Stranger(Arena arena, Manner manner, String name, String victim, int creation, Set<Long> challenges) {
		this.arena = arena;
		this.challenges = challenges;
		this.manner = manner;
		this.victim = victim;
		this.choices = arena.choices("strangers");
		String cookie = (manner == Manner.BAD_FRAME) ? "simulated-worlds-have-no-secrets"
				: "a-guess-that-is-wrong-all-the-way";
		LocalNode self = new LocalNode(name, creation, DistributionFlags.HIDDEN_NODE, DistributionFlags.MANDATORY_25);
		this.handshake = new InitiatorHandshake(self, victim, Cookie.of(cookie), this.choices.anyInt(), () -> true,
				(challenge) -> false, LengthPrefix.U16);
	}

	@Override
	public void opened(Connection opened) {
		this.connection = opened;
		watchDeadline(deadline());
		byte[] name = this.handshake.start();
		switch (this.manner) {
			case GARBAGE -> {
				byte[] junk = new byte[this.choices.between(3, 300)];
				for (int i = 0; i < junk.length; i++) {
					junk[i] = (byte) this.choices.below(256);
				}
				// Not the tag of a name: the first complete message is a wrong one.
				junk[0] = 0;
				junk[1] = 1;
				junk[2] = 'x';
				write(junk);
			}
			case DRIP -> drip(name, 0);
			default -> write(name);
		}
	}

	private void drip(byte[] name, int at) {
		if (at < name.length && !this.over && this.arena.active()) {
			write(new byte[] { name[at] });
			this.arena.after(Duration.ofSeconds(1), () -> drip(name, at + 1));
		}
	}

	private void write(byte[] bytes) {
		this.connection.write(bytes);
		this.connection.flush();
	}

	@Override
	public void bytes(ByteBuffer chunk) {
		if (this.manner == Manner.GARBAGE) {
			this.arena.violated("HS-S1", this.victim + " answers to what is no handshake");
		}
		if (this.letIn || this.over || this.manner == Manner.MUTE || this.manner == Manner.DRIP) {
			return;
		}
		noteChallenge(chunk.duplicate());
		try {
			switch (this.handshake.receive(chunk)) {
				case HandshakeStep.Continue(byte[] output) -> write(output);
				case HandshakeStep.Established(byte[] output, var _, var _, var _, var _) -> {
					this.letIn = true;
					write(output);
					misbehave();
				}
			}
		}
		catch (HandshakeException ex) {
			if (this.manner == Manner.WRONG_COOKIE && ex.reason() == HandshakeException.Reason.WRONG_COOKIE) {
				this.arena.violated("HS-S2", this.victim + " proves itself to one who has not proven anything");
			}
			this.over = true;
			this.connection.close();
		}
	}

	/**
	 * Looks at the answer to its name: a length of two bytes and a status, then a length
	 * and {@code 'N' u64 flags u32 challenge u32 creation}.
	 */
	private void noteChallenge(ByteBuffer chunk) {
		while (chunk.hasRemaining() && !this.challenged) {
			this.received.write(chunk.get());
		}
		ByteBuffer all = ByteBuffer.wrap(this.received.toByteArray());
		while (all.remaining() > 2 + 17 && !this.challenged) {
			int length = all.getShort() & 0xFFFF;
			if (all.get(all.position()) == 'N') {
				this.challenged = true;
				int challenge = all.getInt(all.position() + 9);
				int creation = all.getInt(all.position() + 13);
				if (!this.challenges.add((long) creation << 32 | challenge & 0xFFFF_FFFFL)) {
					this.arena.violated("HS-S2", this.victim + " asks the challenge " + challenge + " a second time");
				}
			}
			all.position(Math.min(all.limit(), all.position() + length));
		}
	}

	private void misbehave() {
		if (this.manner != Manner.BAD_FRAME) {
			this.arena.violated("HS-S2", this.victim + " let in one with a wrong cookie");
			return;
		}
		byte[] frame = new byte[this.choices.between(5, 100)];
		for (int i = 4; i < frame.length; i++) {
			frame[i] = (byte) this.choices.below(256);
		}
		// A frame of just these bytes, or one of more than any node takes.
		boolean tooLong = this.choices.chance(0.3);
		frame[0] = (byte) (tooLong ? 0x7F : 0);
		frame[3] = (byte) (frame.length - 4);
		frame[4] = 0x41;
		write(frame);
		watchDeadline(Duration.ofSeconds(2).plus(delays()));
	}

	private Duration delays() {
		return Duration.ofNanos(4 * NodeWatch.mostDelay(this.arena));
	}

	/** Seven seconds by a slow clock, the ways there and back, and one for its work. */
	private Duration deadline() {
		return Duration.ofMillis(7_000 * 10 / 9 + 1_000).plus(delays());
	}

	private void watchDeadline(Duration time) {
		this.arena.after(time, () -> {
			if (!this.closed && !this.over && this.arena.active()
					&& this.arena.profile().faults().stream().noneMatch(DEAFENING::contains)) {
				this.arena.violated(this.letIn ? "DC-S6" : "HS-L1", this.victim + " has not shut out a stranger ("
						+ this.manner + ") after " + time.toMillis() + " ms");
			}
		});
		this.arena.after(Duration.ofSeconds(6), () -> this.late = true);
	}

	@Override
	public void closed(CloseReason reason) {
		this.closed = true;
		if (this.connection == null) {
			return;
		}
		switch (this.manner) {
			case WRONG_COOKIE -> this.arena.mark(ClusterMarks.STRANGER_REFUSED);
			case GARBAGE -> this.arena.mark(ClusterMarks.GARBAGE_REFUSED);
			case BAD_FRAME -> {
				if (this.letIn) {
					this.arena.mark(ClusterMarks.BAD_FRAME);
				}
			}
			default -> {
				if (this.late) {
					this.arena.mark(ClusterMarks.HANDSHAKE_DEADLINE);
				}
			}
		}
	}

}
