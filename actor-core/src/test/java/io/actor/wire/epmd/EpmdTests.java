package io.actor.wire.epmd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.actor.wire.Recorded;
import io.actor.wire.Recorded.Chunks;
import io.actor.wire.epmd.EpmdAnswer.AllNames;
import io.actor.wire.epmd.EpmdAnswer.Found;
import io.actor.wire.epmd.EpmdAnswer.Refused;
import io.actor.wire.epmd.EpmdAnswer.Registered;
import io.actor.wire.epmd.EpmdAnswer.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EpmdTests {

	record Exchange(String description, byte[] request, byte[] response) {

		@Override
		public String toString() {
			return this.description;
		}

	}

	static Stream<Exchange> exchanges() {
		List<Exchange> exchanges = new ArrayList<>();
		for (JsonNode node : Recorded.read("dist.json").path("epmd")) {
			Exchange exchange = new Exchange(node.path("description").asString(), Recorded.bytes(node.path("request")),
					Recorded.bytes(node.path("response")));
			if (List.of(110, 120, 122).contains((int) exchange.request[2])) {
				exchanges.add(exchange);
			}
		}
		assertThat(exchanges).hasSize(12);
		return exchanges.stream();
	}

	@ParameterizedTest
	@MethodSource("exchanges")
	void recordedRequestsAndAnswersAreUnderstoodHoweverTheyAreCut(Exchange exchange) {
		for (Chunks chunks : Chunks.values()) {
			EpmdRequest request = EpmdRequest.read(ByteBuffer.wrap(exchange.request)).get();
			EpmdAnswer answer = answer(request, exchange.response, chunks);

			assertThat(answer.getClass()).isEqualTo(expected(exchange));
			assertThat(request.encoded()).isEqualTo(exchange.request);
			assertThat(answer.encoded()).isEqualTo(exchange.response);
		}
	}

	private static Class<?> expected(Exchange exchange) {
		return switch (exchange.request[2]) {
			case 110 -> AllNames.class;
			case 120 -> (exchange.response[1] == 0) ? Registered.class : Refused.class;
			default -> (exchange.response[1] == 0) ? Found.class : Unknown.class;
		};
	}

	@Test
	void fieldsOfTheRecordedAnswersAreRead() {
		Map<String, EpmdAnswer> answers = new HashMap<>();
		exchanges().forEach((exchange) -> answers.putIfAbsent(exchange.description,
				answer(EpmdRequest.read(ByteBuffer.wrap(exchange.request)).get(), exchange.response, Chunks.WHOLE)));

		assertThat(answers).containsValue(new Registered(0x6b005da3))
			.containsValue(new Registered(1, true))
			.containsValue(new Refused(1))
			.containsValue(new Found(new NodeEntry("golden", 50000)))
			.containsValue(new Found(new NodeEntry("gold_hidden", 50002, true, 6, 6, "xy")))
			.containsValue(new AllNames(43690, List.of(new NamedPort("göld", 50004), new NamedPort("gold_old", 50003),
					new NamedPort("gold_hidden", 50002), new NamedPort("golden", 50000))));
	}

	@Test
	void aNodeOfAnOlderProtocolIsSeenAsSuch() {
		assertThat(new NodeEntry("old", 1, false, 5, 5).speaksOurVersion()).isFalse();
		assertThat(new NodeEntry("both", 1, false, 6, 5).speaksOurVersion()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(Chunks.class)
	void anotherAnswerThanTheOneAskedForIsRefused(Chunks chunks) {
		byte[] answer = new Unknown().encoded();

		assertThatExceptionOfType(EpmdException.class)
			.isThrownBy(() -> answer(new EpmdRequest.Register(new NodeEntry("a", 1)), answer, chunks));
	}

	@Test
	void anAnswerThatIsCutIsRefused() {
		EpmdExchange exchange = new EpmdExchange(new EpmdRequest.PortPlease("a"));
		exchange.receive(ByteBuffer.wrap(new byte[] { 119, 0, 10 }));

		assertThatExceptionOfType(EpmdException.class).isThrownBy(exchange::end);
	}

	@Test
	void anEndlessAnswerIsRefused() {
		EpmdExchange exchange = new EpmdExchange(new EpmdRequest.Names());
		exchange.receive(ByteBuffer.allocate(EpmdExchange.MAX_ANSWER));

		assertThatExceptionOfType(EpmdException.class).isThrownBy(() -> exchange.receive(ByteBuffer.allocate(1)));
	}

	@Test
	void anAnswerAboutOneNodeIsReadUpToFourKibibytesOnly() {
		for (EpmdRequest asked : List.of(new EpmdRequest.PortPlease("a"),
				new EpmdRequest.Register(new NodeEntry("a", 1)))) {
			EpmdExchange exchange = new EpmdExchange(asked);
			assertThatExceptionOfType(EpmdException.class)
				.isThrownBy(() -> exchange.receive(ByteBuffer.allocate(EpmdExchange.MAX_ENTRY + 1)));
		}
	}

	@Test
	void aPortOutOfRangeIsNoAnswer() {
		EpmdExchange exchange = new EpmdExchange(new EpmdRequest.PortPlease("a"));

		assertThatExceptionOfType(EpmdException.class).isThrownBy(
				() -> exchange.receive(ByteBuffer.wrap(HexFormat.of().parseHex("770000004d0000060006000161" + "0000"))))
			.withMessageContaining("No port");
	}

	@Test
	void requestsWithBadLengthsAreRefused() {
		for (String request : List.of("0000", "FFFF", "000178", "001378c3504d00000600060009676f6c64656e0000",
				"001378c3504d00000600060006676f6c64656e0009", "000165",
				"001378" + "0000" + "4d00000600060006676f6c64656e0000")) {
			assertThatExceptionOfType(EpmdException.class).as(request)
				.isThrownBy(() -> EpmdRequest.read(ByteBuffer.wrap(HexFormat.of().parseHex(request))));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a\nname b at port 5", "a\r", "a\u0000b", "\u0085", "a\u2028b" })
	void aNameThatWouldBreakTheListOfNamesIsRefused(String name) {
		assertThatExceptionOfType(EpmdException.class).isThrownBy(() -> new NodeEntry(name, 1))
			.withMessageContaining("control character");
	}

	@Test
	void noiseEndsInOneExceptionOrWaitsForMore() {
		Random random = new Random(7);
		for (int round = 0; round < 20_000; round++) {
			byte[] noise = new byte[3 + random.nextInt(40)];
			random.nextBytes(noise);
			noise[0] = (byte) List.of(118, 119, 121, 0).get(random.nextInt(4)).intValue();
			EpmdRequest asked = (round % 2 == 0) ? new EpmdRequest.PortPlease("a")
					: new EpmdRequest.Register(new NodeEntry("a", 1));
			try {
				new EpmdExchange(asked).receive(ByteBuffer.wrap(noise));
				EpmdRequest.read(ByteBuffer.wrap(noise));
			}
			catch (EpmdException ex) {
				assertThat(ex).hasMessageNotContaining("\n");
			}
		}
	}

	private static EpmdAnswer answer(EpmdRequest request, byte[] response, Chunks chunks) {
		EpmdExchange exchange = new EpmdExchange(request);
		List<EpmdAnswer> answers = new ArrayList<>();
		chunks.feed(response, (chunk) -> exchange.receive(chunk).ifPresent(answers::add));
		if (answers.isEmpty()) {
			exchange.end().ifPresent(answers::add);
		}
		assertThat(answers).hasSize(1);
		return answers.getFirst();
	}

}
