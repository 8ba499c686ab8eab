package io.actor.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.DistributionDecoder;
import io.actor.wire.distribution.DistributionEncoder;
import io.actor.wire.distribution.DistributionLimits;
import io.actor.wire.distribution.Payload;
import io.actor.wire.distribution.ProtocolException;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;

/**
 * A control message and its payload, as they stand in a frame: a message or the end of
 * the connection, and a message is written and read again as the same.
 */
final class ControlTarget extends FuzzTarget {

	private static final DistributionFlags WITHOUT_HEADER = DistributionFlags.HIDDEN_NODE
		.without(DistributionFlag.FRAGMENTS);

	private record Heard(ControlMessage message, Payload payload) {
	}

	@Override
	Stream<byte[]> seeds() {
		return Seeds.controls();
	}

	@Override
	void take(byte[] input) throws Throwable {
		byte[] frame = ByteBuffer.allocate(6 + input.length)
			.putInt(2 + input.length)
			.put((byte) 112)
			.put((byte) 131)
			.put(input)
			.array();
		List<Heard> heard = new ArrayList<>();
		Bounds.within((1 << 20) + 200L * input.length, () -> {
			heard.clear();
			try {
				receive(frame, heard);
			}
			catch (ProtocolException ex) {
				require(heard.isEmpty(), "A message was handed on before its frame was refused");
			}
		});
		for (Heard each : heard) {
			again(each);
		}
	}

	private static void receive(byte[] bytes, List<Heard> heard) {
		new DistributionDecoder(WITHOUT_HEADER, DistributionLimits.DEFAULT).receive(ByteBuffer.wrap(bytes), 0,
				(message, payload) -> heard.add(new Heard(message, payload)));
	}

	private static void again(Heard heard) {
		List<Heard> again = new ArrayList<>();
		DistributionEncoder encoder = new DistributionEncoder(WITHOUT_HEADER);
		try {
			if (heard.message().hasPayload()) {
				encoder.encode(heard.message(), heard.payload().decode(), (frame) -> receive(frame, again));
			}
			else {
				encoder.encode(heard.message(), (frame) -> receive(frame, again));
			}
		}
		catch (ProtocolException ex) {
			// The payload is none: nobody hands it on.
			return;
		}
		catch (IllegalArgumentException ex) {
			// Read without having been agreed on, and not written without.
			return;
		}
		require(again.size() == 1 && again.getFirst().message().equals(heard.message()),
				"A control message is another when it is read again: " + heard.message() + " or " + again);
	}

}
