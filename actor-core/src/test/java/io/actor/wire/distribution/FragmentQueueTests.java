package io.actor.wire.distribution;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.wire.distribution.ControlMessage.Link;
import io.actor.wire.distribution.ControlMessage.MonitorPExit;
import io.actor.wire.distribution.ControlMessage.SendSender;
import io.actor.wire.etf.EncodedTerm;
import io.actor.wire.handshake.DistributionFlags;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FragmentQueueTests {

	private static final Atom NODE = Atom.of("a@host");

	private static final Pid ONE = new Pid(NODE, 1, 0, 3);

	private static final Pid TWO = new Pid(NODE, 2, 0, 3);

	private static final Pid TO = new Pid(Atom.of("b@host"), 9, 0, 3);

	private final DistributionEncoder encoder = new DistributionEncoder(DistributionFlags.HIDDEN_NODE);

	private final FragmentQueue queue = new FragmentQueue();

	private final Received received = new Received();

	/** Sends as a connection does: what has to wait waits, the rest arrives at once. */
	private void send(Object sender, ControlMessage message, Term payload) {
		DistributionEncoder.Output out = new DistributionEncoder.Output() {

			@Override
			public void frame(byte[] bytes, int length) {
				if (FragmentQueueTests.this.queue.holds(sender)) {
					FragmentQueueTests.this.queue.add(sender, bytes, length);
				}
				else {
					FragmentQueueTests.this.received.frame(bytes, length);
				}
			}

			@Override
			public void fragments(FragmentedMessage message) {
				FragmentQueueTests.this.queue.add(sender, message);
			}

		};
		if (payload != null) {
			this.encoder.encode(message, payload, out);
		}
		else {
			this.encoder.encode(message, out);
		}
	}

	private static Binary random(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		return Binary.of(bytes);
	}

	@Test
	void oneFragmentOfEachSenderLeavesInTurn() {
		Binary large = random(1_000_000);
		Binary small = random(150_000);
		send(ONE, new SendSender(ONE, TO), large);
		send(TWO, new SendSender(TWO, TO), small);

		for (int i = 0; i < 6; i++) {
			assertThat(this.queue.next(this.received)).isTrue();
		}

		assertThat(this.received.payloads).containsExactly(small);
		this.received.takeAll(this.queue);
		assertThat(this.received.payloads).containsExactly(small, large);
		assertThat(this.queue.isEmpty()).isTrue();
		assertThat(this.queue.bytes()).isZero();
		assertThat(this.queue.next(this.received)).isFalse();
	}

	@Test
	void whatASenderSendsAfterItsLongMessageStaysBehindIt() {
		Binary large = random(300_000);
		send(ONE, new SendSender(ONE, TO), large);
		send(ONE, new SendSender(ONE, TO), Atom.of("after"));
		send(ONE, new Link(ONE, TO), null);
		send(ONE, new SendSender(ONE, TO), random(100_000));
		send(TWO, new SendSender(TWO, TO), Atom.of("other"));

		this.received.takeAll(this.queue);

		assertThat(this.received.messages).containsExactly(new SendSender(TWO, TO), new SendSender(ONE, TO),
				new SendSender(ONE, TO), new Link(ONE, TO), new SendSender(ONE, TO));
		assertThat(this.received.payloads).containsExactly(Atom.of("other"), large, Atom.of("after"), random(100_000));
	}

	@Test
	void aSignalOfAnUnknownSenderWaitsForAllThatIsThere() {
		MonitorPExit down = new MonitorPExit(RegisteredName.local("service"), TO, new Ref(NODE, 3, 7, 8, 9));
		send(ONE, new SendSender(ONE, TO), random(300_000));
		send(TWO, new SendSender(TWO, TO), random(100_000));
		send(null, down, Atom.of("normal"));
		send(null, down, Atom.of("second"));

		this.received.takeAll(this.queue);

		assertThat(this.received.payloads).containsExactly(random(100_000), random(300_000), Atom.of("normal"),
				Atom.of("second"));
		assertThat(this.queue.bytes()).isZero();
	}

	@Test
	void ticksAndSmallMessagesGoBetween() {
		send(ONE, new SendSender(ONE, TO), random(300_000));
		for (int i = 0; i < 4; i++) {
			this.queue.next(this.received);
			this.received.frame(DistributionEncoder.tick(), 4);
			send(TWO, new SendSender(TWO, TO), Atom.of("ping"));
		}

		assertThat(this.received.ticks).isEqualTo(4);
		assertThat(this.received.payloads).hasSize(4).allMatch(Atom.of("ping")::equals);
		this.queue.next(this.received);
		assertThat(this.received.payloads).hasSize(5).contains(random(300_000));
	}

	@Test
	void aTermInBytesIsSentToManyWithoutBeingWrittenAgain() {
		Term term = random(200_000);
		EncodedTerm encoded = EncodedTerm.of(term);
		for (Pid to : List.of(TO, ONE)) {
			this.encoder.encode(new SendSender(TWO, to), encoded, new DistributionEncoder.Output() {

				@Override
				public void frame(byte[] bytes, int length) {
					throw new AssertionError("It is longer than a frame");
				}

				@Override
				public void fragments(FragmentedMessage message) {
					FragmentQueueTests.this.queue.add(TWO, message);
				}

			});
		}
		List<byte[]> arrays = new ArrayList<>();
		while (!this.queue.isEmpty()) {
			this.queue.next(new FrameSink() {

				@Override
				public void frame(byte[] bytes, int length) {
					throw new AssertionError("It is longer than a frame");
				}

				@Override
				public void frame(byte[] head, ByteBuffer body) {
					arrays.add(body.array());
					FragmentQueueTests.this.received.frame(head, body);
				}

			});
		}

		assertThat(arrays).hasSize(8).allMatch((array) -> array == encoded.bytes());
		assertThat(this.received.payloads).containsExactly(term, term);
	}

	@Test
	void sendersOnManyThreadsDoNotDisturbEachOther() throws Exception {
		List<Thread> senders = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Pid from = new Pid(NODE, i, 0, 3);
			senders.add(Thread.ofVirtual().start(() -> {
				for (int number = 0; number < 500; number++) {
					Term payload = random(from.id() * 1000 + number);
					this.encoder.encode(new SendSender(from, TO), payload, (frame) -> {
						synchronized (this.received) {
							this.received.frame(frame, frame.length);
						}
					});
				}
			}));
		}
		for (Thread sender : senders) {
			sender.join();
		}

		assertThat(this.received.messages).hasSize(2000);
		for (int i = 0; i < 4; i++) {
			Pid from = new Pid(NODE, i, 0, 3);
			List<Term> ofOne = new ArrayList<>();
			for (int number = 0; number < 2000; number++) {
				if (this.received.messages.get(number).equals(new SendSender(from, TO))) {
					ofOne.add(this.received.payloads.get(number));
				}
			}
			for (int number = 0; number < 500; number++) {
				assertThat(ofOne.get(number)).isEqualTo(random(i * 1000 + number));
			}
		}
	}

	/** The other end. */
	private static final class Received implements FrameSink, SignalSink {

		private final DistributionDecoder decoder = new DistributionDecoder(DistributionFlags.HIDDEN_NODE,
				DistributionLimits.DEFAULT);

		private final List<ControlMessage> messages = new ArrayList<>();

		private final List<Term> payloads = new ArrayList<>();

		private int ticks;

		void takeAll(FragmentQueue queue) {
			while (!queue.isEmpty()) {
				queue.next(this);
			}
		}

		@Override
		public void frame(byte[] bytes, int length) {
			this.decoder.receive(ByteBuffer.wrap(Arrays.copyOf(bytes, length)), 0, this);
		}

		@Override
		public void frame(byte[] head, ByteBuffer body) {
			this.decoder.receive(ByteBuffer.wrap(head), 0, this);
			this.decoder.receive(body, 0, this);
		}

		@Override
		public void signal(ControlMessage message, Payload payload) {
			this.messages.add(message);
			if (message.hasPayload()) {
				this.payloads.add(payload.decode());
			}
		}

		@Override
		public void tick() {
			this.ticks++;
		}

	}

}
