package io.actor.wire.handshake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.Property;
import io.actor.wire.handshake.ConnectionStatus.PeerState;
import io.actor.wire.handshake.HandshakeStep.Established;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** HS-S5: two nodes call each other at any time, and one connection is left. */
class SimultaneousPropertyTests {

	private static final Cookie COOKIE = Cookie.of("right");

	/** {@link ConnectionStatus#decide}, or a rule with a planted fault. */
	@FunctionalInterface
	private interface Rule {

		ConnectionStatus decide(PeerState state, String local, String peer);

	}

	/** What one node knows of the other, and the connection it knows it by. */
	private static final class Side {

		private final LocalNode local;

		private PeerState state = PeerState.NONE;

		private Optional<Line> current = Optional.empty();

		private int calls;

		Side(String name) {
			this.local = new LocalNode(name, 1);
		}

		void know(PeerState now, Line line) {
			this.state = now;
			this.current = Optional.of(line);
		}

		void forget(Line line) {
			if (this.current.equals(Optional.of(line))) {
				this.state = PeerState.NONE;
				this.current = Optional.empty();
			}
		}

	}

	/**
	 * One connection: the caller's end and the other, and what each has sent that is
	 * still on its way. A close travels behind the bytes before it.
	 */
	private static final class Line {

		private final List<Side> sides;

		private final List<HandshakeEnd> ends;

		private final List<ByteArrayOutputStream> sent = List.of(new ByteArrayOutputStream(),
				new ByteArrayOutputStream());

		/** Which end has closed, or has seen that the other has. */
		private final boolean[] gone = new boolean[2];

		Line(Side caller, Side called, Rule rule, int number) {
			this.sides = List.of(caller, called);
			this.ends = List.of(
					new HandshakeEnd(new InitiatorHandshake(caller.local, called.local.name(), COOKIE, number,
							() -> caller.current.equals(Optional.of(this)), (_) -> false, LengthPrefix.U16)),
					new HandshakeEnd(new AcceptorHandshake(called.local, (_) -> COOKIE, -number,
							(peer, _) -> answer(rule, called, peer), (_) -> false, LengthPrefix.U16)));
			this.sent.getFirst().writeBytes(this.ends.getFirst().take());
		}

		private ConnectionStatus answer(Rule rule, Side called, String peer) {
			ConnectionStatus status = rule.decide(called.state, called.local.name(), peer);
			if (status == ConnectionStatus.OK_SIMULTANEOUS) {
				called.current.ifPresent((line) -> line.close(called));
			}
			if (status == ConnectionStatus.OK || status == ConnectionStatus.OK_SIMULTANEOUS) {
				called.know(PeerState.BEING_ACCEPTED, this);
			}
			return status;
		}

		boolean isUp() {
			return !this.gone[0] && !this.gone[1] && this.ends.stream().allMatch((end) -> end.up.isPresent());
		}

		boolean busy() {
			return busy(0) || busy(1);
		}

		/**
		 * Whether something is on its way from this end, and somebody there to get it.
		 */
		private boolean busy(int from) {
			return !this.gone[1 - from] && (this.sent.get(from).size() > 0 || this.gone[from]);
		}

		void deliver(Choices choices) {
			int from = (busy(0) && !(busy(1) && choices.chance(0.5))) ? 0 : 1;
			int to = 1 - from;
			byte[] bytes = this.sent.get(from).toByteArray();
			HandshakeEnd end = this.ends.get(to);
			if (bytes.length == 0) {
				end.peerClosed();
				close(this.sides.get(to));
				return;
			}
			int length = choices.chance(0.3) ? choices.between(1, bytes.length) : bytes.length;
			this.sent.get(from).reset();
			this.sent.get(from).write(bytes, length, bytes.length - length);
			end.receive(ByteBuffer.wrap(bytes, 0, length).slice());
			this.sent.get(to).writeBytes(end.take());
			end.up.ifPresent((established) -> up(this.sides.get(to), established));
			if (end.down.isPresent()) {
				close(this.sides.get(to));
			}
		}

		private void up(Side side, Established established) {
			if (established.replacesOldConnection()) {
				side.current.filter((line) -> line != this).ifPresent((line) -> line.close(side));
			}
			side.know(PeerState.UP, this);
		}

		/** This side closes its end. */
		void close(Side side) {
			this.gone[this.sides.indexOf(side)] = true;
			side.forget(this);
		}

	}

	@Test
	void oneConnectionIsLeft() {
		Property.named("handshake.simultaneous")
			.cases(800)
			.check((choices) -> calls(choices, ConnectionStatus::decide));
	}

	@Test
	void aRuleByWhichBothGiveUpTheirOwnAttemptIsFound() {
		assertThat(story((state, local, peer) -> (state == PeerState.CONNECTING) ? ConnectionStatus.OK_SIMULTANEOUS
				: ConnectionStatus.decide(state, local, peer)))
			.contains("story = [anna calls, bert calls, 1, 0, 0, 1]");
	}

	@Test
	void aRuleByWhichBothInsistIsFound() {
		assertThat(story((state, local, peer) -> (state == PeerState.CONNECTING) ? ConnectionStatus.NOK
				: ConnectionStatus.decide(state, local, peer)))
			.anyMatch((note) -> note.startsWith("story = [anna calls, bert calls"));
	}

	private static List<String> story(Rule rule) {
		Counterexample found = Property.named("handshake.simultaneous")
			.cases(500)
			.search((choices) -> calls(choices, rule))
			.orElseThrow();
		return found.notes();
	}

	private static void calls(Choices choices, Rule rule) {
		Side anna = new Side("anna@host");
		Side bert = new Side("bert@host");
		List<Line> lines = new ArrayList<>();
		List<String> story = new ArrayList<>();
		int most = choices.between(1, 3);
		try {
			while (true) {
				List<Line> busy = lines.stream().filter(Line::busy).toList();
				List<Side> idle = List.of(anna, bert)
					.stream()
					.filter((side) -> side.state == PeerState.NONE && side.calls < most)
					.toList();
				if (busy.isEmpty() && idle.isEmpty()) {
					break;
				}
				if (!idle.isEmpty() && (busy.isEmpty() || !choices.chance(0.6))) {
					Side caller = choices.oneOf(idle);
					Side called = (caller == anna) ? bert : anna;
					story.add(caller.local.name().substring(0, 4) + " calls");
					caller.calls++;
					Line line = new Line(caller, called, rule, lines.size() + 1);
					caller.know(PeerState.CONNECTING, line);
					lines.add(line);
				}
				else {
					Line line = choices.oneOf(busy);
					story.add(Integer.toString(lines.indexOf(line)));
					line.deliver(choices);
				}
			}
			List<Line> up = lines.stream().filter(Line::isUp).toList();
			assertThat(up).hasSize(1);
			assertThat(anna.current).isEqualTo(bert.current).contains(up.getFirst());
			assertThat(List.of(anna.state, bert.state)).containsOnly(PeerState.UP);
		}
		finally {
			choices.note("story", story);
		}
	}

}
