package io.actor.wire.distribution;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage.Send;
import io.actor.wire.handshake.DistributionFlags;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PayloadTests {

	@Test
	void manyThreadsReadThePayloadsOfOneConnection() {
		DistributionFlags flags = DistributionFlags.HIDDEN_NODE;
		DistributionEncoder encoder = new DistributionEncoder(flags);
		DistributionDecoder decoder = new DistributionDecoder(flags, DistributionLimits.DEFAULT);
		Send send = new Send(new Pid(Atom.of("a@host"), 1, 2, 3));
		List<Payload> payloads = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			encoder.encode(send, term(i),
					(frame) -> decoder.receive(ByteBuffer.wrap(frame), 0, (_, payload) -> payloads.add(payload)));
		}

		List<Term> terms = IntStream.range(0, 5000).parallel().mapToObj((i) -> payloads.get(i).decode()).toList();

		assertThat(terms).isEqualTo(IntStream.range(0, 5000).mapToObj(PayloadTests::term).toList());
		assertThat(payloads.getFirst().decode()).isEqualTo(term(0));
	}

	private static Term term(int i) {
		return Tuple.of(Atom.of("atom" + i % 1000), Int.of(i), Tuple.of(Int.of(i)));
	}

}
