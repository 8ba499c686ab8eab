package io.actor.wire.handshake;

import java.util.ArrayList;
import java.util.List;

import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.Pieces;
import io.actor.test.tape.Property;
import io.actor.wire.handshake.HandshakeMessage.Ack;
import io.actor.wire.handshake.HandshakeMessage.Challenge;
import io.actor.wire.handshake.HandshakeMessage.Complement;
import io.actor.wire.handshake.HandshakeMessage.OldSendName;
import io.actor.wire.handshake.HandshakeMessage.Reply;
import io.actor.wire.handshake.HandshakeMessage.SendName;
import io.actor.wire.handshake.HandshakeMessage.StatusText;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Two handshakes over any network: both sides are up, or neither is. */
class HandshakePropertyTests {

	private static final String ANNA = "anna@host";

	private static final String BERT = "bert@host";

	private static final Cookie COOKIE = Cookie.of("right");

	private static final DistributionFlags FULL = DistributionFlags.HIDDEN_NODE;

	@Test
	void bothSidesAreUpOrNeitherIs() {
		Property.named("handshake.agreement")
			.cases(400)
			.check((choices) -> agreement(choices, DistributionFlags.MANDATORY_26));
	}

	@Test
	void aSideThatDemandsLessThanItSaysIsFound() {
		Counterexample found = Property.named("handshake.agreement")
			.cases(400)
			.search((choices) -> agreement(choices, DistributionFlags.MANDATORY_26.without(DistributionFlag.UNLINK_ID)))
			.orElseThrow();

		assertThat(found.notes()).contains("same cookie = true");
		assertThat(found.smallest().recording().size()).isLessThan(20);
	}

	private static void agreement(Choices choices, DistributionFlags demanded) {
		boolean sameCookie = choices.note("same cookie", !choices.chance(0.2));
		DistributionFlags annas = choices.note("anna offers", flags(choices));
		DistributionFlags berts = choices.note("bert offers", flags(choices));
		LengthPrefix prefix = choices.oneOf(LengthPrefix.values());
		int challenge = choices.anyInt();
		int other = choices.anyInt();
		int creation = 1 + choices.below(Integer.MAX_VALUE);
		HandshakeEnd anna = new HandshakeEnd(new InitiatorHandshake(new LocalNode(ANNA, creation, annas, demanded),
				BERT, COOKIE, challenge, () -> true, (_) -> false, prefix));
		HandshakeEnd bert = new HandshakeEnd(new AcceptorHandshake(new LocalNode(BERT, 1, berts, demanded),
				(_) -> sameCookie ? COOKIE : Cookie.of("wrong"), other, (_, _) -> ConnectionStatus.OK, (_) -> false,
				prefix));

		converse(choices, anna, bert);

		DistributionFlags mandatory = DistributionFlags.MANDATORY_26;
		boolean agree = sameCookie && challenge != other && annas.expanded().missing(mandatory).isEmpty()
				&& berts.expanded().missing(mandatory).isEmpty();
		assertThat(List.of(anna.up.isPresent(), bert.up.isPresent())).as("%s, %s", anna, bert).containsOnly(agree);
		if (agree) {
			assertThat(anna.up.get().chosenFlags()).isEqualTo(bert.up.get().chosenFlags())
				.isEqualTo(annas.expanded().and(berts.expanded()));
			assertThat(anna.up.get().peerCreation()).isEqualTo(1);
			assertThat(bert.up.get().peerCreation()).isEqualTo(creation);
		}
		else {
			assertThat(anna.down).isPresent();
			assertThat(bert.down).isPresent();
		}
	}

	/** Carries bytes to and fro until nothing is due; then whoever failed has closed. */
	private static void converse(Choices choices, HandshakeEnd anna, HandshakeEnd bert) {
		boolean any = true;
		while (any) {
			any = carry(choices, anna, bert) | carry(choices, bert, anna);
		}
	}

	private static boolean carry(Choices choices, HandshakeEnd from, HandshakeEnd to) {
		byte[] bytes = from.take();
		Pieces.of(choices, bytes).forEach(to::receive);
		boolean closes = from.down.isPresent() && !to.sawClose;
		if (closes) {
			to.peerClosed();
		}
		return bytes.length > 0 || closes;
	}

	/** All flags but some. */
	private static DistributionFlags flags(Choices choices) {
		DistributionFlags flags = FULL;
		if (choices.chance(0.4)) {
			for (DistributionFlag without : choices.list(1, 3, () -> choices.oneOf(DistributionFlag.values()))) {
				flags = flags.without(without);
			}
		}
		return flags;
	}

	/** Kinds of message, each right in itself. */
	private enum Kind {

		NAME, OLD_NAME, OK, ALIVE, TRUE, FALSE, CHALLENGE, COMPLEMENT, REPLY, ACK, EMPTY, TICK;

		byte[] framed() {
			return switch (this) {
				case NAME -> framed(new SendName(FULL, 1, ANNA));
				case OLD_NAME -> framed(new OldSendName(FULL.lowHalf(), ANNA));
				case OK -> framed(new StatusText("ok"));
				case ALIVE -> framed(new StatusText("alive"));
				case TRUE -> framed(new StatusText("true"));
				case FALSE -> framed(new StatusText("false"));
				case CHALLENGE -> framed(new Challenge(FULL, 2222, 2, BERT));
				case COMPLEMENT -> framed(new Complement((int) (FULL.bits() >>> 32), 1));
				case REPLY -> framed(new Reply(1111, COOKIE.digest(2222)));
				case ACK -> framed(new Ack(COOKIE.digest(1111)));
				case EMPTY -> new byte[2];
				case TICK -> new byte[4];
			};
		}

		private static byte[] framed(HandshakeMessage message) {
			return message.framed(LengthPrefix.U16);
		}

	}

	/** The conversations that lead to a connection, by who answers what. */
	private static final List<List<Kind>> OF_INITIATOR = List.of(List.of(Kind.OK, Kind.CHALLENGE, Kind.ACK),
			List.of(Kind.ALIVE, Kind.CHALLENGE, Kind.ACK));

	private static final List<List<Kind>> OF_ACCEPTOR = List.of(List.of(Kind.NAME, Kind.REPLY),
			List.of(Kind.OLD_NAME, Kind.COMPLEMENT, Kind.REPLY));

	private static final List<List<Kind>> OF_ACCEPTOR_THAT_IS_CONNECTED = List
		.of(List.of(Kind.NAME, Kind.TRUE, Kind.REPLY), List.of(Kind.OLD_NAME, Kind.TRUE, Kind.COMPLEMENT, Kind.REPLY));

	/** HS-S1: the first message that is not due closes, whatever came before. */
	@Test
	void onlyTheDueMessagesLeadToAConnection() {
		Property.named("handshake.table").cases(1500).check((choices) -> {
			int role = choices.below(3);
			List<List<Kind>> right = List.of(OF_INITIATOR, OF_ACCEPTOR, OF_ACCEPTOR_THAT_IS_CONNECTED).get(role);
			HandshakeEnd end = new HandshakeEnd((role == 0)
					? new InitiatorHandshake(new LocalNode(ANNA, 1), BERT, COOKIE, 1111, () -> true, (_) -> false,
							LengthPrefix.U16)
					: new AcceptorHandshake(new LocalNode(BERT, 2), (_) -> COOKIE, 2222,
							(_, _) -> (role == 1) ? ConnectionStatus.OK : ConnectionStatus.ALIVE, (_) -> false,
							LengthPrefix.U16));
			List<Kind> sent = new ArrayList<>();
			while (end.up.isEmpty() && end.down.isEmpty()) {
				List<Kind> due = due(right, sent);
				Kind next = choices.chance(0.7) ? choices.oneOf(due) : choices.oneOf(Kind.values());
				sent.add(next);
				Pieces.of(choices, next.framed()).forEach(end::receive);
				assertThat(end.down.isEmpty()).as("%s after %s", end, sent).isEqualTo(due.contains(next));
			}
			assertThat(right.contains(sent)).as("%s by %s", end, sent).isEqualTo(end.up.isPresent());
		});
	}

	private static List<Kind> due(List<List<Kind>> right, List<Kind> sent) {
		return right.stream()
			.filter((conversation) -> conversation.size() > sent.size()
					&& conversation.subList(0, sent.size()).equals(sent))
			.map((conversation) -> conversation.get(sent.size()))
			.toList();
	}

}
