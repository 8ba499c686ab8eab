package io.actor.node;

import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.actor.fixture.Otp;
import io.actor.gen.ServerRef;
import io.actor.node.Nodes.Add;
import io.actor.process.SystemEvent;
import io.actor.process.SystemMonitor;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.DistributionEncoder;
import io.actor.wire.handshake.DistributionFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** How fast senders may be, and what stays in order. */
@Timeout(60)
class FlowTests {

	private static final int HIGH = 64 * 1024;

	private static final int LOW = 32 * 1024;

	/** More than the buffers of both operating systems take. */
	private static final int TOO_MANY = 100_000;

	private static final Binary KILOBYTE = Binary.of(new byte[1024]);

	private final Nodes nodes = new Nodes();

	private final LinkedBlockingQueue<SystemEvent> events = new LinkedBlockingQueue<>();

	private volatile boolean enough;

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	private Node node() {
		Node node = this.nodes.start(Nodes.config(Nodes.freshName("sender")).buffer(HIGH, LOW));
		Pid subscriber = node.spawn((self) -> {
			while (true) {
				this.events.add(self.receive(SystemEvent.class));
			}
		});
		node.processes().monitoring().set(SystemMonitor.to(subscriber).busyDistPort());
		return node;
	}

	private SystemEvent event() throws InterruptedException {
		return this.events.poll(20, TimeUnit.SECONDS);
	}

	/**
	 * A process that sends until it is told to stop, at the latest when that is too much.
	 */
	private Pid flood(Node node, String name, AtomicInteger sent, CompletableFuture<Boolean> done) {
		return node.spawn((self) -> {
			for (int i = 0; i < TOO_MANY && !this.enough; i++) {
				self.send(new RegisteredName("sink", name), KILOBYTE);
				sent.incrementAndGet();
			}
			done.complete(this.enough);
		});
	}

	/** Waits until it is suspended for good: nothing more fits anywhere. */
	private void awaitStuck(Node node, AtomicInteger sent) {
		AtomicInteger last = new AtomicInteger(-1);
		await().pollInterval(Duration.ofMillis(200))
			.atMost(Duration.ofSeconds(20))
			.until(() -> last.getAndSet(sent.get()) == sent.get() && node.suspendedSenders() == 1);
	}

	@Test
	@Otp(249)
	void aSenderToAPeerThatDoesNotReadIsSuspendedToldAndGoesOnWhenThePeerReads() throws Exception {
		Node node = node();
		String name = Nodes.freshName("slow");
		AtomicInteger sent = new AtomicInteger();
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		try (FakePeer peer = FakePeer.established(node, name)) {
			Pid sender = flood(node, name, sent, done);

			assertThat(event()).isEqualTo(new SystemEvent.BusyDistPort(sender, name));
			awaitStuck(node, sent);
			assertThat(node.pendingBytes()).isBetween(LOW + 1L, HIGH + 2048L);
			this.enough = true;
			assertThat(done).isNotDone();
			while (!done.isDone()) {
				assertThat(peer.closedWithin(20)).isFalse();
			}
			assertThat(done.join()).isTrue();
			assertThat(node.suspendedSenders()).isZero();
		}
	}

	@Test
	@Otp(249)
	void aSuspendedSenderGoesOnWhenThePeerDies() throws Exception {
		Node node = node();
		String name = Nodes.freshName("slow");
		AtomicInteger sent = new AtomicInteger();
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		FakePeer peer = FakePeer.established(node, name);
		Pid sender = flood(node, name, sent, done);
		assertThat(event()).isEqualTo(new SystemEvent.BusyDistPort(sender, name));
		awaitStuck(node, sent);
		this.enough = true;
		assertThat(done).isNotDone();

		peer.close();

		assertThat(done.get(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	@Otp(250)
	void whoDoesNotWantToWaitIsToldAtOnceAndNothingIsQueued() throws Exception {
		Node node = node();
		String name = Nodes.freshName("slow");
		RegisteredName sink = new RegisteredName("sink", name);
		// It would speak to those of the other node, again and again.
		node.application().terminateChild("pg");
		try (FakePeer peer = FakePeer.established(node, name)) {
			long before = peer.heard();
			CompletableFuture<Integer> sent = new CompletableFuture<>();
			CompletableFuture<Boolean> again = new CompletableFuture<>();
			Pid sender = node.spawn((self) -> {
				int taken = 0;
				// The operating system may take more for a while.
				for (int refused = 0; refused < 1000;) {
					if (self.sendNoSuspend(sink, KILOBYTE)) {
						taken++;
						refused = 0;
					}
					else {
						refused++;
					}
				}
				sent.complete(taken);
				self.receive();
				again.complete(self.sendNoSuspend(sink, KILOBYTE));
			});

			int taken = sent.get(20, TimeUnit.SECONDS);
			assertThat(this.events).isEmpty();
			assertThat(peer.received(before + taken * frame(sender))).isTrue();
			assertThat(peer.closedWithin(100)).isFalse();
			assertThat(peer.heard()).isEqualTo(before + taken * frame(sender));
			node.send(sender, Atom.of("again"));
			assertThat(again.get(20, TimeUnit.SECONDS)).isTrue();
			assertThat(peer.received(before + (taken + 1) * frame(sender))).isTrue();
		}
	}

	/** Length of one of the frames. */
	private static long frame(Pid sender) {
		List<byte[]> frames = new ArrayList<>();
		new DistributionEncoder(DistributionFlags.HIDDEN_NODE).encode(new ControlMessage.RegSend(sender, "sink"),
				KILOBYTE, frames::add);
		return frames.getFirst().length;
	}

	@Test
	void aMessageToAProcessOfThisNodeIsSentWithoutAQuestion() throws Exception {
		Node node = node();
		CompletableFuture<Object> heard = new CompletableFuture<>();
		Pid receiver = node.spawn((self) -> heard.complete(self.receive()));

		assertThat(node.processes().sendNoSuspend(receiver, "hello")).isTrue();
		assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
	}

	@Test
	void marksThatAreNoneAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> NodeConfig.local().buffer(10, 10))
			.withMessageContaining("low < high");
		assertThatIllegalArgumentException().isThrownBy(() -> NodeConfig.local().buffer(10, -1));
	}

	@Test
	void whatWaitedForTheConnectionIsSentNoFasterThanThePeerReads() throws Exception {
		Node node = node();
		String name = Nodes.freshName("late");
		RegisteredName sink = new RegisteredName("sink", name);
		int senders = 20;
		try (FakePeer peer = FakePeer.begun(node, name)) {
			AtomicInteger sent = new AtomicInteger();
			for (int i = 0; i < senders; i++) {
				node.spawn((self) -> {
					for (int number = 0; number < 500; number++) {
						self.send(sink, Tuple.of(self.pid(), Int.of(number), KILOBYTE));
						sent.incrementAndGet();
					}
				});
			}
			// All are suspended, with what the mark allows and a message of each.
			for (int i = 0; i < senders; i++) {
				assertThat(event()).isNotNull();
			}
			await().until(() -> node.suspendedSenders() == senders);
			assertThat(sent.get()).isLessThan(HIGH / 1024 + senders);

			peer.finish();
			assertThat(node.pendingBytes()).isLessThan(2L * HIGH + senders * 1300);
			List<Tuple> heard = peer.tuples(3, senders * 500);

			for (List<Tuple> ofOne : heard.stream().collect(Collectors.groupingBy((each) -> each.get(0))).values()) {
				assertThat(ofOne).hasSize(500);
				for (int number = 0; number < 500; number++) {
					assertThat(ofOne.get(number).get(1)).isEqualTo(Int.of(number));
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@Otp(248)
	void aLongMessageKeepsItsPlaceAndDelaysNobodyElse(boolean processes) throws Exception {
		Node one = this.nodes.start("one");
		LinkedBlockingQueue<Object> seen = Nodes.counter(one);
		Node two = this.nodes.start("two", one);
		Nodes.connected(one, two);
		Term large = Binary.of(new byte[20 * 1024 * 1024]);
		RegisteredName counter = new RegisteredName("counter", one.name());
		ServerRef other = two.server("counter", one.name());
		CompletableFuture<Integer> between = new CompletableFuture<>();
		CompletableFuture<Boolean> begun = new CompletableFuture<>();
		CompletableFuture<Boolean> arrived = new CompletableFuture<>();
		Runnable small = () -> {
			begun.join();
			int calls = 0;
			while (!arrived.isDone()) {
				other.call(new Add(1));
				calls++;
			}
			between.complete(calls);
		};
		Runnable large3 = () -> {
			begun.complete(true);
			for (int i = 0; i < 3; i++) {
				two.send(counter, Tuple.of(Atom.of("large"), large));
				two.send(counter, Atom.of("after"));
			}
		};
		for (Runnable code : List.of(small, large3)) {
			if (processes) {
				two.spawn((self) -> code.run());
			}
			else {
				Thread.ofVirtual().start(code);
			}
		}

		for (int i = 0; i < 3; i++) {
			assertThat(seen.poll(20, TimeUnit.SECONDS)).isInstanceOf(Tuple.class);
			arrived.complete(true);
			assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(Atom.of("after"));
		}
		assertThat(between.get(20, TimeUnit.SECONDS)).isGreaterThan(1);
	}

	@Test
	void aMessageToAGroupIsTurnedIntoBytesOnce() throws Exception {
		Node one = this.nodes.start("one");
		Node two = this.nodes.start("two", one);
		Nodes.connected(one, two);
		LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
		for (int i = 0; i < 5; i++) {
			Pid member = one.spawn((self) -> heard.add(self.receive()));
			one.groups().join("room", member);
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> two.groups().members("room").size() == 5);
		List<Object> written = new ArrayList<>();
		Object message = new AbstractList<Object>() {

			@Override
			public Object get(int index) {
				written.add(index);
				return "hello";
			}

			@Override
			public int size() {
				return 1;
			}

		};

		assertThat(two.groups().send("room", message)).isEqualTo(5);

		for (int i = 0; i < 5; i++) {
			assertThat(String.valueOf(heard.poll(10, TimeUnit.SECONDS))).contains("hello");
		}
		assertThat(written).hasSize(1);
	}

	@Test
	void aMessageThatIsNoTermCostsItsReceiverNothingAndItsSenderTheConnection() throws Exception {
		Node node = node();
		CompletableFuture<Boolean> look = new CompletableFuture<>();
		LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
		Pid receiver = node.spawn((self) -> {
			look.join();
			while (true) {
				heard.add(self.receive());
			}
		});
		String name = Nodes.freshName("bad");
		Pid from = new Pid(Atom.of(name), 1, 0, 77);
		try (FakePeer peer = FakePeer.established(node, name)) {
			for (String text : List.of("before", "broken", "behind")) {
				List<byte[]> frames = new ArrayList<>();
				new DistributionEncoder(DistributionFlags.HIDDEN_NODE)
					.encode(new ControlMessage.SendSender(from, receiver), Binary.utf8(text), frames::add);
				byte[] bytes = frames.getFirst();
				if (text.equals("broken")) {
					bytes[bytes.length - 5 - text.length()] = (byte) 200;
				}
				peer.send(bytes);
			}
			await().until(() -> node.processes().info(receiver).orElseThrow().mailbox() == 3);
			look.complete(true);

			assertThat(peer.closedWithin(5000)).isTrue();
		}
		node.send(receiver, "good");

		assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(Binary.utf8("before"));
		assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("good");
	}

	@Test
	void aServerDoesNotFailForAMessageThatIsNoTerm() throws Exception {
		Node node = node();
		LinkedBlockingQueue<Object> seen = Nodes.counter(node);
		String name = Nodes.freshName("bad");
		try (FakePeer peer = FakePeer.established(node, name)) {
			List<byte[]> frames = new ArrayList<>();
			new DistributionEncoder(DistributionFlags.HIDDEN_NODE).encode(
					new ControlMessage.RegSend(new Pid(Atom.of(name), 1, 0, 77), "counter"), Binary.utf8("0123456789"),
					frames::add);
			byte[] bytes = frames.getFirst();
			bytes[bytes.length - 15] = (byte) 200;
			peer.send(bytes);
			assertThat(peer.closedWithin(5000)).isTrue();
		}

		assertThat(node.server("counter").call(new Add(4))).isEqualTo(4);
		assertThat(seen).isEmpty();
	}

}
