package io.actor.fuzz;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.DistributionDecoder;
import io.actor.wire.distribution.DistributionLimits;
import io.actor.wire.distribution.Payload;
import io.actor.wire.distribution.ProtocolException;
import io.actor.wire.distribution.SignalSink;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;

/**
 * What a peer says after the handshake, with headers, cached atoms and fragments. The
 * first byte tells what was agreed on, the second how the network cuts the bytes: what
 * comes out must not depend on that.
 */
final class FramesTarget extends FuzzTarget {

	private static final DistributionFlags USUAL = DistributionFlags.HIDDEN_NODE;

	private static final List<DistributionFlags> AGREEMENTS = List.of(USUAL,
			USUAL.with(DistributionFlag.DIST_HDR_ATOM_CACHE), USUAL.without(DistributionFlag.FRAGMENTS),
			USUAL.with(DistributionFlag.DIST_HDR_ATOM_CACHE).without(DistributionFlag.FRAGMENTS));

	private static final DistributionLimits LIMITS = DistributionLimits.DEFAULT.withBytes(64 * 1024, 128 * 1024)
		.withFragments(4, Duration.ofSeconds(60));

	@Override
	Stream<byte[]> seeds() {
		return Seeds.conversations(false)
			.flatMap((bytes) -> Stream.of(0, 1, 2, 3).map((agreed) -> Seeds.behind(bytes, agreed, 13)));
	}

	@Override
	void take(byte[] input) throws Throwable {
		if (input.length < 2) {
			return;
		}
		DistributionFlags agreed = AGREEMENTS.get(input[0] & 3);
		byte[] bytes = Arrays.copyOfRange(input, 2, input.length);
		List<String> whole = new ArrayList<>();
		// Terms are read, kept and printed here, several times what they are.
		Bounds.within((4 << 20) + 2000L * bytes.length, () -> {
			whole.clear();
			whole.addAll(heard(agreed, bytes, Math.max(1, bytes.length)));
		});
		List<String> cut = heard(agreed, bytes, 1 + (input[1] & 0xFF));
		require(whole.equals(cut), "What is heard depends on how it was cut: " + whole + " or " + cut);
	}

	private static List<String> heard(DistributionFlags agreed, byte[] bytes, int size) {
		DistributionDecoder decoder = new DistributionDecoder(agreed, LIMITS);
		List<String> heard = new ArrayList<>();
		SignalSink sink = new SignalSink() {

			@Override
			public void signal(ControlMessage message, Payload payload) {
				heard.add(message + (message.hasPayload() ? payload.decode().print(100) : ""));
			}

			@Override
			public void tick() {
				heard.add("tick");
			}

		};
		try {
			for (int at = 0; at < bytes.length; at += size) {
				decoder.receive(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)), 0, sink);
			}
		}
		catch (ProtocolException ex) {
			heard.add("closed");
		}
		return heard;
	}

}
