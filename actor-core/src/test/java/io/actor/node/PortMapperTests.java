package io.actor.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LogEvents;
import io.actor.node.Nodes.Add;
import io.actor.scheduler.Timer;
import io.actor.wire.epmd.EpmdAnswer;
import io.actor.wire.epmd.EpmdException;
import io.actor.wire.epmd.EpmdExchange;
import io.actor.wire.epmd.EpmdRequest;
import io.actor.wire.epmd.NamedPort;
import io.actor.wire.epmd.NodeEntry;
import io.actor.wire.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Nodes of one host and their port mapper: another's, one they carry, or none. */
@Timeout(30)
class PortMapperTests {

	private final Nodes nodes = new Nodes();

	private final int port = freePort();

	@RegisterExtension
	final LogEvents log = new LogEvents("io.actor.node.epmd");

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	private NodeConfig config(String alive, EpmdMode mode) {
		return Nodes.config(Nodes.freshName(alive)).epmd(mode).epmdPort(this.port);
	}

	private static int freePort() {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return free.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What the port mapper lists, the newest first; empty if none runs, or if it hangs
	 * up.
	 */
	private List<NamedPort> names() {
		EpmdExchange exchange = new EpmdExchange(new EpmdRequest.Names());
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream().write(exchange.request());
			exchange.receive(java.nio.ByteBuffer.wrap(socket.getInputStream().readAllBytes()));
			return ((EpmdAnswer.AllNames) exchange.end().orElseThrow()).names();
		}
		catch (IOException | EpmdException ex) {
			return List.of();
		}
	}

	private static NamedPort entry(Node node) {
		return new NamedPort(new PeerAddress(node.name(), null).alive(), node.port().orElseThrow());
	}

	// ---- auto ----

	@Test
	void whereNoPortMapperRunsTheFirstNodeCarriesOneAndOthersAreFoundThroughIt() {
		Node first = this.nodes.start(config("first", EpmdMode.AUTO));
		Node second = this.nodes.start(config("second", EpmdMode.AUTO));
		Node third = this.nodes.start(config("third", EpmdMode.EXTERNAL));

		assertThat(names()).containsExactly(entry(third), entry(second), entry(first));
		assertThat(List.of(first.portMapper(), second.portMapper(), third.portMapper()))
			.containsExactly(PortMapperState.CARRIED, PortMapperState.REGISTERED, PortMapperState.REGISTERED);
		Nodes.counter(second);
		assertThat(third.server("counter", second.name()).call(new Add(3))).isEqualTo(3);
	}

	@Test
	void aNodeThatStopsIsOffTheListAtOnce() {
		Node first = this.nodes.start(config("first", EpmdMode.AUTO));
		Node second = this.nodes.start(config("second", EpmdMode.AUTO));

		second.close();

		await().untilAsserted(() -> assertThat(names()).containsExactly(entry(first)));
	}

	@Test
	void whenTheNodeThatCarriedThePortMapperStopsAnotherTakesOverAndAllAreRegisteredAgain() {
		Node first = this.nodes.start(config("first", EpmdMode.AUTO));
		Node second = this.nodes.start(config("second", EpmdMode.AUTO).seams(Hurried.seams()));
		Node third = this.nodes.start(config("third", EpmdMode.AUTO).seams(Hurried.seams()));
		Node fourth = this.nodes.start(config("fourth", EpmdMode.EXTERNAL).seams(Hurried.seams()));
		int creation = second.creation();

		first.close();

		await().untilAsserted(() -> {
			assertThat(names()).containsExactlyInAnyOrder(entry(second), entry(third), entry(fourth));
			assertThat(List.of(second.portMapper(), third.portMapper()))
				.containsExactlyInAnyOrder(PortMapperState.CARRIED, PortMapperState.REGISTERED);
		});
		assertThat(second.creation()).isEqualTo(creation);
		assertThat(fourth.connect(third.name())).isTrue();
	}

	@Test
	void aNodeWithoutAPortMapperForNowIsRegisteredWhenThereIsOne() throws Exception {
		Node node;
		ServerSocket other = new ServerSocket(this.port, 50, InetAddress.getLoopbackAddress());
		try (other) {
			CompletableFuture.runAsync(() -> hangUpOnEverybody(other));
			node = this.nodes.start(config("early", EpmdMode.AUTO).seams(Hurried.seams()));
			assertThat(node.state()).isEqualTo(NodeState.UP);
			assertThat(node.portMapper()).isEqualTo(PortMapperState.MISSING);
		}

		await().untilAsserted(() -> assertThat(names()).containsExactly(entry(node)));
	}

	/** A program that is no port mapper. */
	private static void hangUpOnEverybody(ServerSocket listening) {
		while (true) {
			try {
				listening.accept().close();
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	@Test
	void aNameThatIsTakenOnThisHostFailsTheStart() {
		Node first = this.nodes.start(config("same", EpmdMode.AUTO));
		NodeConfig again = Nodes.config(first.name()).epmd(EpmdMode.AUTO).epmdPort(this.port);

		assertThatThrownBy(() -> Node.start(again)).isInstanceOf(NodeStartException.class)
			.hasMessageContaining("cannot register: the port mapper refused the name")
			.hasMessageContaining("another node of this host has it");
		assertThat(names()).containsExactly(entry(first));
	}

	// ---- the other modes ----

	@Test
	void aNodeThatMustUseAnothersFailsWithoutOne() {
		assertThatThrownBy(() -> Node.start(config("lonely", EpmdMode.EXTERNAL))).isInstanceOf(NodeStartException.class)
			.hasMessageContaining("cannot register: no port mapper answers on localhost:" + this.port + " (refused)");
	}

	@Test
	void aNodeThatMustCarryThePortMapperFailsIfThePortIsTaken() {
		Node first = this.nodes.start(config("first", EpmdMode.EMBEDDED));

		assertThatThrownBy(() -> Node.start(config("second", EpmdMode.EMBEDDED))).isInstanceOf(NodeStartException.class)
			.hasMessageContaining("port " + this.port + " is taken");
		assertThat(names()).containsExactly(entry(first));
	}

	@Test
	void aNodeWithoutPortMapperNeitherCarriesNorAsksOne() throws Exception {
		try (FakePortMapper mapper = new FakePortMapper()) {
			Node node = this.nodes
				.start(Nodes.config(Nodes.freshName("alone")).epmd(EpmdMode.NONE).epmdPort(mapper.port()));

			assertThat(node.connect("somebody@127.0.0.1")).isFalse();
			assertThat(node.portMapper()).isEqualTo(PortMapperState.UNUSED);
			node.close();

			assertThat(mapper.asked()).isZero();
		}
	}

	// ---- a port mapper that behaves badly ----

	@Test
	void aRegistrationThatIsRefusedAfterALossIsTriedAgainAndTheCreationStays() throws Exception {
		try (FakePortMapper mapper = new FakePortMapper()) {
			CompletableFuture<Node> starting = CompletableFuture
				.supplyAsync(() -> this.nodes.start(Nodes.config(Nodes.freshName("kept"))
					.epmd(EpmdMode.AUTO)
					.epmdPort(mapper.port())
					.seams(Hurried.seams())));
			Socket first = mapper.answer("760000000009");
			Node node = starting.get(10, TimeUnit.SECONDS);
			int creation = node.creation();

			first.close();
			mapper.answerAndClose("760100000063");
			mapper.answerAndClose("760000000010");
			mapper.answer("760000000011");

			assertThat(node.creation()).isEqualTo(creation);
		}
	}

	@Test
	void aPortMapperThatTakesTheNodeAndGoesAgainAndAgainIsWorthOneLine() throws Exception {
		try (FakePortMapper mapper = new FakePortMapper()) {
			CompletableFuture<Node> starting = new CompletableFuture<>();
			// On a thread of this test, whose log lines are looked at.
			Thread.ofPlatform()
				.start(() -> starting.complete(this.nodes.start(Nodes.config(Nodes.freshName("flapping"))
					.epmd(EpmdMode.AUTO)
					.epmdPort(mapper.port())
					.seams(Hurried.seams()))));
			Socket first = mapper.answer("760000000009");
			starting.get(10, TimeUnit.SECONDS);
			first.close();
			for (int i = 0; i < 5; i++) {
				mapper.answerAndClose("760000000010");
			}
			mapper.answer("760000000011");
		}
		assertThat(this.log.at(Level.WARN)).hasSize(1).allMatch((line) -> line.contains("went away"));
	}

	@Test
	void aPortMapperThatCannotBeOpenedIsToldOnceForEachReason() throws Exception {
		AtomicInteger opened = new AtomicInteger();
		NodeSettings settings = config("denied", EpmdMode.AUTO).seams(Hurried.seams()).settings();
		Runtime runtime = new Runtime(settings);
		runtime.start();
		Transport transport = settings.seams().transport().get();
		try {
			PortMapper nobody = new PortMapper(transport, runtime.timers(), settings.seams().clock(), this.port);
			Registration registration = new Registration("denied@127.0.0.1", new NodeEntry("denied", 4711),
					EpmdMode.AUTO, nobody, () -> {
						throw new IOException(
								(opened.incrementAndGet() <= 3) ? "Permission denied" : "No such address");
					}, runtime);

			registration.start();

			await().until(() -> opened.get() >= 6);
			registration.close();
			assertThat(this.log.at(Level.WARN).stream().filter((line) -> line.contains("cannot open"))).hasSize(2);
		}
		finally {
			transport.close();
			runtime.close();
		}
	}

	@Test
	void anEndlessAnswerAndAPortThatIsNoneArePutDownToThePortMapper() throws Exception {
		try (FakePortMapper mapper = new FakePortMapper()) {
			CompletableFuture<Node> starting = CompletableFuture.supplyAsync(() -> this.nodes
				.start(Nodes.config(Nodes.freshName("asking")).epmd(EpmdMode.EXTERNAL).epmdPort(mapper.port())));
			mapper.answer("760000000009");
			Node node = starting.get(10, TimeUnit.SECONDS);

			assertThat(problem(node, mapper, "7700c3504d0000060006ffff" + "61".repeat(5000)))
				.contains("more than 4096 bytes");
			assertThat(problem(node, mapper, "770000004d00000600060001610000")).contains("No port: 0");
			assertThat(problem(node, mapper, "7700c3504d00000500050001610000")).contains("another version");
			assertThat(problem(node, mapper, "7701")).contains("does not know 'a'");
		}
	}

	private String problem(Node node, FakePortMapper mapper, String answer) throws Exception {
		CompletableFuture<String> problem = new CompletableFuture<>();
		Runnable stop = node.listen(new NodeListener() {
			@Override
			public void unreachable(String peer, String reason) {
				problem.complete(reason);
			}
		});
		CompletableFuture<Boolean> connecting = CompletableFuture.supplyAsync(() -> node.connect("a@127.0.0.1"));
		mapper.answer(answer);
		assertThat(connecting.get(10, TimeUnit.SECONDS)).isFalse();
		stop.run();
		return problem.get(10, TimeUnit.SECONDS);
	}

	// ---- who asks too slowly ----

	@Test
	void whoDoesNotAskInTimeIsHungUpOnAndNobodyElse() throws Exception {
		KeptTimers timers = new KeptTimers();
		Node node = this.nodes.start(config("patient", EpmdMode.EMBEDDED).seams(timers.seams()));
		try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), this.port);
				Socket slow = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			slow.getOutputStream().write(0);
			await().until(() -> timers.armed(Duration.ofSeconds(5)).size() == 2);

			timers.armed(Duration.ofSeconds(5)).forEach(Timer::fire);

			assertThat(ends(silent)).isTrue();
			assertThat(ends(slow)).isTrue();
		}
		assertThat(names()).containsExactly(entry(node));
	}

	@Test
	void thoseOneTooManyAreCountedAndTheRestIsServed() throws Exception {
		Node node = this.nodes.start(config("besieged", EpmdMode.EMBEDDED));
		List<Socket> silent = new ArrayList<>();
		try {
			// Its own registration is one that has asked.
			for (int i = 0; i < 257; i++) {
				silent.add(new Socket(InetAddress.getLoopbackAddress(), this.port));
			}

			await().until(() -> node.limitHits(Limit.PORT_MAPPER) == 1);

			assertThat(ends(silent.getLast())).isTrue();
			silent.getFirst().close();
			await().until(() -> names().contains(entry(node)));
		}
		finally {
			for (Socket each : silent) {
				each.close();
			}
		}
	}

	private static boolean ends(Socket socket) {
		try {
			return socket.getInputStream().read() < 0;
		}
		catch (IOException ex) {
			return true;
		}
	}

	// ---- where it is ----

	@Test
	void thePlaceComesFromTheEnvironmentAsInOtp() throws Exception {
		InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
		InetAddress lan = InetAddress.ofLiteral("10.0.0.7");

		EpmdPlace usual = EpmdPlace.of(null, loopback, Map.<String, String>of()::get);
		assertThat(usual.port()).isEqualTo(4369);
		assertThat(usual.required()).containsExactly(loopback);
		assertThat(usual.wished()).containsExactly(InetAddress.ofLiteral("::1"));
		assertThat(EpmdPlace.of(null, lan, Map.<String, String>of()::get).required()).containsExactly(loopback, lan);
		assertThat(EpmdPlace.of(null, InetAddress.ofLiteral("0.0.0.0"), Map.<String, String>of()::get).required())
			.containsExactly(InetAddress.ofLiteral("0.0.0.0"));

		Map<String, String> environment = Map.of("ERL_EPMD_PORT", " 5000 ", "ERL_EPMD_ADDRESS", "10.0.0.8, ::1");
		EpmdPlace told = EpmdPlace.of(null, lan, environment::get);
		assertThat(told.port()).isEqualTo(5000);
		assertThat(told.required()).containsExactly(loopback, InetAddress.ofLiteral("10.0.0.8"),
				InetAddress.ofLiteral("::1"));
		assertThat(told.wished()).isEmpty();
		assertThat(EpmdPlace.of(6000, lan, environment::get).port()).isEqualTo(6000);
	}

	@Test
	void anEnvironmentThatMakesNoSenseFailsTheStart() {
		InetAddress loopback = InetAddress.getLoopbackAddress();
		for (Map<String, String> wrong : List.of(Map.of("ERL_EPMD_PORT", "many"), Map.of("ERL_EPMD_PORT", "70000"),
				Map.of("ERL_EPMD_ADDRESS", "somewhere"), Map.of("ERL_EPMD_ADDRESS", "10.0.0.1,"))) {
			assertThatThrownBy(() -> EpmdPlace.of(null, loopback, wrong::get)).isInstanceOf(NodeStartException.class)
				.hasMessageContaining(wrong.keySet().iterator().next());
		}
	}

}
