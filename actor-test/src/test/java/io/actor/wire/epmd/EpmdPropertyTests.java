package io.actor.wire.epmd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.Pieces;
import io.actor.test.tape.Property;
import io.actor.wire.epmd.EpmdAnswer.AllNames;
import io.actor.wire.epmd.EpmdAnswer.Found;
import io.actor.wire.epmd.EpmdAnswer.Refused;
import io.actor.wire.epmd.EpmdAnswer.Registered;
import io.actor.wire.epmd.EpmdAnswer.Unknown;
import io.actor.wire.epmd.EpmdRequest.Names;
import io.actor.wire.epmd.EpmdRequest.PortPlease;
import io.actor.wire.epmd.EpmdRequest.Register;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** However the network cuts them, questions to a port mapper and its answers are read. */
class EpmdPropertyTests {

	@Test
	void anySplitOfAnExchangeGivesTheSameAnswer() {
		Property.named("epmd.exchange").cases(300).check(EpmdPropertyTests::exchange);
	}

	private static void exchange(Choices choices) {
		EpmdRequest request = choices.note("request", request(choices));
		EpmdAnswer answer = choices.note("answer", answer(choices, request));
		EpmdExchange exchange = new EpmdExchange(request);

		assertThat(asked(choices, exchange.request())).contains(request);
		List<EpmdAnswer> answers = new ArrayList<>();
		for (ByteBuffer piece : Pieces.of(choices, answer.encoded())) {
			assertThat(answers).isEmpty();
			exchange.receive(piece).ifPresent(answers::add);
		}
		if (request instanceof Names) {
			exchange.end().ifPresent(answers::add);
		}

		assertThat(answers).containsExactly(answer);
	}

	/** What the port mapper reads: nothing before the request is complete. */
	private static Optional<EpmdRequest> asked(Choices choices, byte[] bytes) {
		ByteBuffer in = ByteBuffer.allocate(bytes.length);
		Optional<EpmdRequest> read = Optional.empty();
		for (ByteBuffer piece : Pieces.of(choices, bytes)) {
			assertThat(read).isEmpty();
			in.put(piece).flip();
			read = EpmdRequest.read(in);
			in.compact();
		}
		assertThat(in.position()).isZero();
		return read;
	}

	@Test
	void aPortMapperThatTakesAnIncompleteRequestIsFound() {
		Counterexample found = Property.named("epmd.exchange").search((choices) -> {
			EpmdRequest request = choices.note("request", request(choices));
			for (ByteBuffer piece : Pieces.of(choices, request.encoded())) {
				assertThat(EpmdRequest.read(piece)).contains(request);
			}
		}).orElseThrow();

		assertThat(found.notes().getFirst()).isEqualTo("request = Names[]");
	}

	@Test
	void whoIsRegisteredNowIsWhoIsTold() {
		Property.named("epmd.registrations").cases(200).check(EpmdPropertyTests::registrations);
	}

	private static void registrations(Choices choices) {
		EpmdServer server = new EpmdServer(4369);
		Map<String, EpmdServer.Session> open = new LinkedHashMap<>();
		Map<String, NamedPort> told = new LinkedHashMap<>();
		Map<String, EpmdAnswer> last = new HashMap<>();
		for (int step = choices.between(1, 30); step > 0; step--) {
			String name = choices.note("name", "n" + choices.below(4));
			EpmdServer.Session registered = open.get(name);
			if (registered != null && choices.chance(0.5)) {
				registered.closed();
				open.remove(name);
				told.remove(name);
			}
			else {
				NodeEntry entry = new NodeEntry(name, choices.between(1, 0xFFFF));
				EpmdServer.Session session = server.acceptLocal().orElseThrow();
				EpmdAnswer answer = answer(choices, session, new Register(entry), step);
				if (registered != null) {
					assertThat(answer).isEqualTo(new Refused(1));
					session.closed();
				}
				else {
					assertThat(answer).isInstanceOf(Registered.class).isNotEqualTo(last.put(name, answer));
					open.put(name, session);
					told.put(name, new NamedPort(name, entry.port()));
				}
			}
			assertThat(server.names()).isEqualTo(List.copyOf(told.values()).reversed());
		}
	}

	private static EpmdAnswer answer(Choices choices, EpmdServer.Session session, EpmdRequest request, int seconds) {
		EpmdExchange exchange = new EpmdExchange(request);
		List<EpmdAnswer> answers = new ArrayList<>();
		for (ByteBuffer piece : Pieces.of(choices, exchange.request())) {
			assertThat(answers).isEmpty();
			session.receive(piece, seconds)
				.flatMap((reaction) -> exchange.receive(ByteBuffer.wrap(reaction.answer())))
				.ifPresent(answers::add);
		}
		return answers.getFirst();
	}

	@Test
	void noiseIsAnAnswerOrRefused() {
		Property.named("epmd.noise").cases(500).check((choices) -> {
			byte[] bytes = choices.bytes(40);
			if (bytes.length > 0 && choices.chance(0.8)) {
				bytes[0] = choices.oneOf((byte) 119, (byte) 118, (byte) 121);
			}
			try {
				EpmdExchange exchange = new EpmdExchange(request(choices));
				Pieces.of(choices, bytes).forEach(exchange::receive);
				exchange.end();
			}
			catch (EpmdException ex) {
				assertThat(ex.getMessage()).isNotEmpty();
			}
			try {
				EpmdRequest.read(ByteBuffer.wrap(bytes));
			}
			catch (EpmdException ex) {
				assertThat(ex.getMessage()).isNotEmpty();
			}
		});
	}

	private static EpmdRequest request(Choices choices) {
		return switch (choices.below(3)) {
			case 0 -> new Names();
			case 1 -> new PortPlease(name(choices));
			default -> new Register(entry(choices));
		};
	}

	private static EpmdAnswer answer(Choices choices, EpmdRequest request) {
		return switch (request) {
			case Names _ -> new AllNames(choices.below(0x10000),
					choices.list(10, () -> new NamedPort(name(choices), choices.between(1, 0xFFFF))));
			case PortPlease _ -> choices.chance(0.5) ? new Found(entry(choices)) : new Unknown();
			case Register _ ->
				choices.chance(0.5) ? new Registered(choices.anyInt()) : new Refused(choices.between(1, 255));
		};
	}

	private static NodeEntry entry(Choices choices) {
		return new NodeEntry(name(choices), choices.between(1, 0xFFFF), choices.chance(0.5), choices.below(0x10000),
				choices.below(0x10000));
	}

	/** Whatever a node may be registered as. */
	private static String name(Choices choices) {
		String name = "n" + choices.string(12);
		try {
			return new NodeEntry(name, 1).name();
		}
		catch (EpmdException ex) {
			return "n";
		}
	}

}
