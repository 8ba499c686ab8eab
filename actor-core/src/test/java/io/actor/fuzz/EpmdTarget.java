package io.actor.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.actor.wire.epmd.EpmdAnswer;
import io.actor.wire.epmd.EpmdException;
import io.actor.wire.epmd.EpmdExchange;
import io.actor.wire.epmd.EpmdRequest;
import io.actor.wire.epmd.NamedPort;
import io.actor.wire.epmd.NodeEntry;

/**
 * What a port mapper answers, and what it is asked. The first byte chooses the question
 * that was asked; with 3 the rest is a question to us.
 */
final class EpmdTarget extends FuzzTarget {

	private static final List<EpmdRequest> QUESTIONS = List.of(new EpmdRequest.Register(new NodeEntry("target", 4370)),
			new EpmdRequest.PortPlease("other"), new EpmdRequest.Names());

	@Override
	Stream<byte[]> seeds() {
		NodeEntry entry = new NodeEntry("other", 4370);
		List<EpmdAnswer> answers = List.of(new EpmdAnswer.Registered(1), new EpmdAnswer.Refused(1),
				new EpmdAnswer.Found(entry), new EpmdAnswer.Unknown(),
				new EpmdAnswer.AllNames(4369, List.of(new NamedPort("one", 4370), new NamedPort("other", 65535))));
		Stream<byte[]> told = answers.stream()
			.flatMap((answer) -> Stream.of(0, 1, 2).map((first) -> Seeds.behind(answer.encoded(), first)));
		Stream<byte[]> asked = QUESTIONS.stream().map((question) -> Seeds.behind(question.encoded(), 3));
		return Stream.concat(told, asked);
	}

	@Override
	void take(byte[] input) throws Throwable {
		if (input.length < 1) {
			return;
		}
		byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
		Bounds.within((1 << 20) + 200L * bytes.length, () -> {
			if ((input[0] & 3) == 3) {
				asked(bytes);
			}
			else {
				told(QUESTIONS.get(input[0] & 3), bytes);
			}
		});
	}

	private static void told(EpmdRequest question, byte[] bytes) {
		EpmdExchange exchange = new EpmdExchange(question);
		try {
			int half = bytes.length / 2;
			Optional<EpmdAnswer> answer = exchange.receive(ByteBuffer.wrap(bytes, 0, half));
			if (answer.isEmpty()) {
				answer = exchange.receive(ByteBuffer.wrap(bytes, half, bytes.length - half));
			}
			if (answer.isEmpty()) {
				answer = exchange.end();
			}
			answer.ifPresent(EpmdTarget::plausible);
		}
		catch (EpmdException ex) {
			require(ex.getMessage().length() < 1000, "A long message about an answer");
		}
	}

	private static void plausible(EpmdAnswer answer) {
		switch (answer) {
			case EpmdAnswer.Found(NodeEntry entry) -> {
				port(entry.port());
				require(entry.name().length() <= 255, "A node with a long name");
			}
			case EpmdAnswer.AllNames names -> names.names().forEach((each) -> port(each.port()));
			case EpmdAnswer.Refused refused -> require(refused.result() != 0, "Refused without a reason");
			default -> {
			}
		}
	}

	private static void port(int port) {
		require(port >= 0 && port <= 65_535, "A port that is none: " + port);
	}

	private static void asked(byte[] bytes) {
		try {
			EpmdRequest.read(ByteBuffer.wrap(bytes)).ifPresent((question) -> {
				EpmdRequest again = EpmdRequest.read(ByteBuffer.wrap(question.encoded())).orElseThrow();
				require(again.equals(question), "A question is another when it is read again");
			});
		}
		catch (EpmdException ex) {
			require(ex.getMessage().length() < 1000, "A long message about a question");
		}
	}

}
