package io.actor.wire.epmd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.actor.wire.Recorded;
import io.actor.wire.Recorded.Chunks;
import io.actor.wire.epmd.EpmdServer.Reaction;
import io.actor.wire.epmd.EpmdServer.Session;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A port mapper without a socket. */
class EpmdServerTests {

	/** The second at which the exchanges were recorded. */
	private static final long RECORDED = 0x6b005da3L;

	private static final HexFormat HEX = HexFormat.of();

	private final EpmdServer server = new EpmdServer(0xaaaa);

	@Test
	void itAnswersTheRecordedRequestsWithTheBytesOfTheRealOne() {
		for (Chunks chunks : Chunks.values()) {
			EpmdServer mapper = new EpmdServer(0xaaaa);
			List<Session> open = new ArrayList<>();
			for (JsonNode exchange : Recorded.read("dist.json").path("epmd")) {
				String description = exchange.path("description").asString();
				byte[] request = Recorded.bytes(exchange.path("request"));
				if (description.contains("after its connection closed")) {
					open.getFirst().closed();
				}
				Session session = mapper.acceptLocal().orElseThrow();
				List<Reaction> reactions = new ArrayList<>();
				chunks.feed(request, (chunk) -> session.receive(chunk, RECORDED).ifPresent(reactions::add));
				open.add(session);

				assertThat(reactions).as(description).hasSize(1);
				if (List.of(100, 107).contains((int) request[2])) {
					// Its diagnosis and its end are not served.
					assertThat(reactions.getFirst()).isSameAs(Reaction.CLOSE);
				}
				else {
					assertThat(HEX.formatHex(reactions.getFirst().answer())).as(description)
						.isEqualTo(exchange.path("response").asString());
					assertThat(reactions.getFirst().close()).as(description)
						.isEqualTo(!description.startsWith("ALIVE2") || description.contains("while the first lives"));
				}
			}
		}
	}

	@Test
	void aNodeIsGoneWithItsConnectionAndComesBackAsANewIncarnation() {
		register("a", 1).closed();

		assertThat(ask(new EpmdRequest.PortPlease("a"))).isEqualTo(new EpmdAnswer.Unknown());
		assertThat(this.server.names()).isEmpty();

		assertThat(answered(new EpmdRequest.Register(new NodeEntry("a", 2)), 7_000))
			.isEqualTo(new EpmdAnswer.Registered(101));
		assertThat(this.server.names()).containsExactly(new NamedPort("a", 2));
	}

	@Test
	void creationsBeginAtFourAndStayThereWhenTheyHaveUsedAllNumbers() {
		Session last = this.server.acceptLocal().orElseThrow();
		assertThat(answer(last, new EpmdRequest.Register(new NodeEntry("a", 1)), 0xFFFFFFFFL))
			.isEqualTo(new EpmdAnswer.Registered(-1));
		last.closed();

		assertThat(answered(new EpmdRequest.Register(new NodeEntry("a", 1)), 9))
			.isEqualTo(new EpmdAnswer.Registered(4));
		assertThat(answered(new EpmdRequest.Register(new NodeEntry("b", 1)), 0))
			.isEqualTo(new EpmdAnswer.Registered(4));
	}

	@Test
	void aNameThatIsTakenIsRefusedAndItsOwnerStays() {
		register("a", 1);

		assertThat(answered(new EpmdRequest.Register(new NodeEntry("a", 2)), 5)).isEqualTo(new EpmdAnswer.Refused(1));
		assertThat(ask(new EpmdRequest.PortPlease("a"))).isEqualTo(new EpmdAnswer.Found(new NodeEntry("a", 1)));
	}

	@Test
	void otherHostsMayAskAndNotRegister() {
		register("a", 1);
		Session far = this.server.acceptFrom("10.0.0.9").orElseThrow();

		assertThat(far.receive(ByteBuffer.wrap(new EpmdRequest.Register(new NodeEntry("b", 2)).encoded()), 5))
			.contains(Reaction.CLOSE);
		far.closed();
		Session asking = this.server.acceptFrom("10.0.0.9").orElseThrow();
		assertThat(asking.receive(ByteBuffer.wrap(new EpmdRequest.PortPlease("a").encoded()), 5))
			.hasValueSatisfying((reaction) -> assertThat(HEX.formatHex(reaction.answer())).startsWith("77000001"));
		assertThat(this.server.names()).containsExactly(new NamedPort("a", 1));
	}

	@Test
	void whateverARegisteredNodeSaysClosesItsConnection() {
		Session session = register("a", 1);
		assertThat(session.isAsking()).isFalse();

		assertThat(session.receive(ByteBuffer.wrap(new byte[] { 0 }), 5)).contains(Reaction.CLOSE);
	}

	@Test
	void aRequestBehindARequestClosesWithoutAnAnswer() {
		Session session = this.server.acceptLocal().orElseThrow();

		assertThat(session.receive(ByteBuffer.wrap(HEX.parseHex("00016e00016e")), 5)).contains(Reaction.CLOSE);
	}

	@Test
	void anUnfinishedRequestIsAskingUntilItIsClosed() {
		Session session = this.server.acceptLocal().orElseThrow();
		assertThat(session.receive(ByteBuffer.wrap(new byte[] { 0 }), 5)).isEmpty();
		assertThat(session.isAsking()).isTrue();

		session.closed();

		assertThat(session.isAsking()).isFalse();
	}

	@Test
	void nodesNobodyCouldReachAreRefusedInTheFormTheyUnderstand() {
		assertThat(reply("0013780000" + "4d00000600060006676f6c64656e0000")).isEqualTo("760100000063");
		assertThat(reply("0013780000" + "4d00000500050006676f6c64656e0000")).isEqualTo("79010063");
		assertThat(reply("001078c350" + "4d000006000600036e0a6e0000")).isEqualTo("760100000063");
	}

	@Test
	void theNumberOfNodesIsBounded() {
		for (int i = 0; i < EpmdServer.MAX_NODES; i++) {
			register("n" + i, 1);
		}
		assertThat(answered(new EpmdRequest.Register(new NodeEntry("more", 2)), 5))
			.isEqualTo(new EpmdAnswer.Refused(1));
	}

	@Test
	void theNumberOfRememberedNamesIsBounded() {
		for (int i = 0; i <= EpmdServer.MAX_FORMER; i++) {
			register("n" + i, 1).closed();
		}
		assertThat(answered(new EpmdRequest.Register(new NodeEntry("n0", 2)), 5000))
			.isEqualTo(new EpmdAnswer.Registered(5000));
		assertThat(answered(new EpmdRequest.Register(new NodeEntry("n1", 2)), 5000))
			.isEqualTo(new EpmdAnswer.Registered(101));
	}

	@Test
	void thoseWhoDoNotAskLeaveRoomForOthers() {
		List<Session> far = new ArrayList<>();
		for (int i = 0; i < EpmdServer.MAX_ASKING_AFAR; i++) {
			far.add(this.server.acceptFrom("10.0.0." + i).orElseThrow());
		}
		assertThat(this.server.acceptFrom("10.0.1.1")).isEmpty();
		for (int i = EpmdServer.MAX_ASKING_AFAR; i < EpmdServer.MAX_ASKING; i++) {
			assertThat(this.server.acceptLocal()).isPresent();
		}
		assertThat(this.server.acceptLocal()).isEmpty();

		far.forEach(Session::closed);
		far.forEach(Session::closed);

		assertThat(this.server.acceptFrom("10.0.0.9")).isPresent();
		assertThat(register("a", 1).isAsking()).isFalse();
	}

	@Test
	void oneAddressThatDoesNotAskKeepsNoOtherOut() {
		List<Session> silent = new ArrayList<>();
		for (int i = 0; i < EpmdServer.MAX_ASKING_OF_ADDRESS; i++) {
			silent.add(this.server.acceptFrom("10.0.0.1").orElseThrow());
		}
		assertThat(this.server.acceptFrom("10.0.0.1")).isEmpty();
		assertThat(this.server.acceptFrom("10.0.0.2")).isPresent();

		// Whether it asks or goes: it holds one less.
		silent.getFirst().closed();
		silent.getFirst().closed();

		assertThat(this.server.acceptFrom("10.0.0.1")).isPresent();
		assertThat(this.server.acceptFrom("10.0.0.1")).isEmpty();
	}

	@Test
	void noiseIsAnsweredOrClosedAndRegistersNobodyWithoutAName() {
		Random random = new Random(11);
		for (int round = 0; round < 20_000; round++) {
			byte[] noise = new byte[2 + random.nextInt(60)];
			random.nextBytes(noise);
			noise[0] = 0;
			noise[1] = (byte) (noise.length - 2);
			if (noise.length > 2) {
				noise[2] = (byte) List.of(120, 122, 110, 7).get(random.nextInt(4)).intValue();
			}
			Session session = (random.nextBoolean() ? this.server.acceptLocal() : this.server.acceptFrom("10.0.0.9"))
				.orElseThrow();
			assertThat(session.receive(ByteBuffer.wrap(noise), round)).isPresent();
			session.closed();
		}
		assertThat(this.server.names()).isEmpty();
	}

	private Session register(String name, int port) {
		Session session = this.server.acceptLocal().orElseThrow();
		assertThat(answer(session, new EpmdRequest.Register(new NodeEntry(name, port)), 100))
			.isInstanceOf(EpmdAnswer.Registered.class);
		return session;
	}

	private EpmdAnswer answered(EpmdRequest request, long wallSeconds) {
		return answer(this.server.acceptLocal().orElseThrow(), request, wallSeconds);
	}

	private EpmdAnswer ask(EpmdRequest request) {
		return answered(request, 5);
	}

	private static EpmdAnswer answer(Session session, EpmdRequest request, long wallSeconds) {
		EpmdExchange exchange = new EpmdExchange(request);
		Optional<Reaction> reaction = session.receive(ByteBuffer.wrap(exchange.request()), wallSeconds);
		return exchange.receive(ByteBuffer.wrap(reaction.orElseThrow().answer())).or(exchange::end).orElseThrow();
	}

	private String reply(String request) {
		Session session = this.server.acceptLocal().orElseThrow();
		return HEX.formatHex(session.receive(ByteBuffer.wrap(HEX.parseHex(request)), 5).orElseThrow().answer());
	}

}
