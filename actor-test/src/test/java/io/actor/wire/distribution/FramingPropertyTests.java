package io.actor.wire.distribution;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.actor.term.Binary;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.test.tape.AnyTerm;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.Pieces;
import io.actor.test.tape.Property;
import io.actor.wire.distribution.ControlMessage.AliasSend;
import io.actor.wire.distribution.ControlMessage.DemonitorP;
import io.actor.wire.distribution.ControlMessage.Exit;
import io.actor.wire.distribution.ControlMessage.Exit2;
import io.actor.wire.distribution.ControlMessage.Link;
import io.actor.wire.distribution.ControlMessage.MonitorP;
import io.actor.wire.distribution.ControlMessage.MonitorPExit;
import io.actor.wire.distribution.ControlMessage.RegSend;
import io.actor.wire.distribution.ControlMessage.SendSender;
import io.actor.wire.distribution.ControlMessage.UnlinkId;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** However the network cuts a connection's bytes, the same messages come out. */
class FramingPropertyTests {

	private static final DistributionFlags USUAL = DistributionFlags.HIDDEN_NODE;

	private static final List<DistributionFlags> AGREEMENTS = List.of(USUAL, USUAL.without(DistributionFlag.FRAGMENTS),
			USUAL.without(DistributionFlag.EXIT_PAYLOAD), USUAL.with(DistributionFlag.DIST_HDR_ATOM_CACHE));

	/** A message and its payload; a tick if there is no message. */
	private record Event(@Nullable ControlMessage message, @Nullable Term payload) {

		@Override
		public String toString() {
			return (this.message == null) ? "tick"
					: this.message + ((this.payload == null) ? "" : " " + this.payload.print(60));
		}

	}

	/** The receiving half, or one with a planted fault. */
	@FunctionalInterface
	private interface Receiver {

		void receive(ByteBuffer piece, SignalSink sink);

	}

	@Test
	void anySplitGivesTheSameMessages() {
		Property.named("framing.split").cases(150).check((choices) -> split(choices, (agreed) -> {
			DistributionDecoder decoder = new DistributionDecoder(agreed, DistributionLimits.DEFAULT);
			return (piece, sink) -> decoder.receive(piece, 0, sink);
		}));
	}

	@Test
	void aReceiverThatExpectsWholeFramesIsFound() {
		Counterexample found = Property.named("framing.split")
			.cases(150)
			.search((choices) -> split(choices, (agreed) -> (piece, sink) -> {
				DistributionDecoder forgetful = new DistributionDecoder(agreed, DistributionLimits.DEFAULT);
				try {
					forgetful.receive(piece, 0, sink);
				}
				catch (ProtocolException ex) {
					piece.position(piece.limit());
				}
			}))
			.orElseThrow();

		assertThat(found.notes()).contains("events = [tick]");
		assertThat(found.smallest().recording().size()).isLessThan(10);
	}

	@Test
	void aReceiverThatTurnsLinksRoundIsFound() {
		Counterexample found = Property.named("framing.split")
			.cases(150)
			.search((choices) -> split(choices, (agreed) -> {
				DistributionDecoder decoder = new DistributionDecoder(agreed, DistributionLimits.DEFAULT);
				return (piece, sink) -> decoder.receive(piece, 0, new LinksTurned(sink));
			}))
			.orElseThrow();

		assertThat(found.notes())
			.anySatisfy((note) -> assertThat(note).startsWith("events = [Link[").hasSizeLessThan(160));
	}

	/** Hands on links the wrong way round. */
	private record LinksTurned(SignalSink sink) implements SignalSink {

		@Override
		public void signal(ControlMessage message, Payload payload) {
			if (message instanceof Link(var from, var to)) {
				this.sink.signal(new Link(to, from), payload);
			}
			else {
				this.sink.signal(message, payload);
			}
		}

		@Override
		public void tick() {
			this.sink.tick();
		}

	}

	private static void split(Choices choices, Function<DistributionFlags, Receiver> receivers) {
		DistributionFlags agreed = choices.oneOf(AGREEMENTS);
		List<Event> sent = new ArrayList<>();
		byte[] bytes = connection(choices, agreed, sent);
		choices.note("events", sent);
		List<Event> received = new ArrayList<>();
		SignalSink sink = new SignalSink() {

			@Override
			public void signal(ControlMessage message, Payload payload) {
				received.add(new Event(message, message.hasPayload() ? payload.decode() : null));
			}

			@Override
			public void tick() {
				received.add(new Event(null, null));
			}

		};
		Receiver receiver = receivers.apply(agreed);
		for (ByteBuffer piece : Pieces.of(choices, bytes)) {
			receiver.receive(piece, sink);
			assertThat(piece.hasRemaining()).isFalse();
		}

		assertThat(received).isEqualTo(sent);
	}

	/** Messages whose fragments interleave, in the order in which they are complete. */
	private static byte[] connection(Choices choices, DistributionFlags agreed, List<Event> sent) {
		DistributionEncoder encoder = new DistributionEncoder(agreed);
		List<byte[]> wire = new ArrayList<>();
		List<Deque<byte[]>> open = new ArrayList<>();
		List<Event> waiting = new ArrayList<>();
		for (Event event : choices.list(8, () -> event(choices))) {
			Deque<byte[]> frames = new ArrayDeque<>();
			encode(encoder, event, frames);
			wire.add(frames.remove());
			if (frames.isEmpty()) {
				sent.add(event);
			}
			else {
				open.add(frames);
				waiting.add(event);
			}
			while (!open.isEmpty() && choices.chance(0.3)) {
				next(choices, wire, open, waiting, sent);
			}
		}
		while (!open.isEmpty()) {
			next(choices, wire, open, waiting, sent);
		}
		ByteBuffer all = ByteBuffer.allocate(wire.stream().mapToInt((frame) -> frame.length).sum());
		wire.forEach(all::put);
		return all.array();
	}

	private static void next(Choices choices, List<byte[]> wire, List<Deque<byte[]>> open, List<Event> waiting,
			List<Event> sent) {
		int which = choices.below(open.size());
		wire.add(open.get(which).remove());
		if (open.get(which).isEmpty()) {
			open.remove(which);
			sent.add(waiting.remove(which));
		}
	}

	private static void encode(DistributionEncoder encoder, Event event, Deque<byte[]> frames) {
		ControlMessage message = event.message();
		Term payload = event.payload();
		if (message == null) {
			frames.add(DistributionEncoder.tick());
		}
		else if (payload == null) {
			encoder.encode(message, frames::add);
		}
		else {
			encoder.encode(message, payload, frames::add);
		}
	}

	private static Event event(Choices choices) {
		Supplier<Term> payload = () -> choices.chance(0.15) ? large(choices) : AnyTerm.of(choices, 2);
		return switch (choices.below(11)) {
			case 0 -> new Event(null, null);
			case 1 -> new Event(new Link(AnyTerm.pid(choices), AnyTerm.pid(choices)), null);
			case 2 -> new Event(new SendSender(AnyTerm.pid(choices), AnyTerm.pid(choices)), payload.get());
			case 3 -> new Event(new RegSend(AnyTerm.pid(choices), "a" + choices.string(5)), payload.get());
			case 4 -> new Event(new AliasSend(AnyTerm.pid(choices), AnyTerm.ref(choices)), payload.get());
			case 5 -> new Event(new Exit(AnyTerm.pid(choices), AnyTerm.pid(choices)), payload.get());
			case 6 -> new Event(new Exit2(AnyTerm.pid(choices), AnyTerm.pid(choices)), payload.get());
			case 7 -> new Event(new MonitorP(AnyTerm.pid(choices), AnyTerm.pid(choices), AnyTerm.ref(choices)), null);
			case 8 ->
				new Event(new MonitorPExit(RegisteredName.local("name"), AnyTerm.pid(choices), AnyTerm.ref(choices)),
						payload.get());
			case 9 -> new Event(
					new DemonitorP(AnyTerm.pid(choices), RegisteredName.local("name"), AnyTerm.ref(choices)), null);
			default -> {
				long id = choices.anyLong();
				yield new Event(new UnlinkId((id == 0) ? 1 : id, AnyTerm.pid(choices), AnyTerm.pid(choices)), null);
			}
		};
	}

	/** A binary around the lengths at which a payload is cut once or twice. */
	private static Term large(Choices choices) {
		byte[] bytes = new byte[choices.oneOf(1, 2) * DistributionEncoder.FRAGMENT + choices.between(-20, 20)];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) (i * 31 + (i >> 8));
		}
		return Binary.of(bytes);
	}

}
