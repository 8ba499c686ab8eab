package io.actor.wire.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutboundTests {

	private final Outbound queue = new Outbound();

	private final ByteArrayOutputStream added = new ByteArrayOutputStream();

	private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

	private byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		this.added.writeBytes(bytes);
		return bytes;
	}

	private void take(Outbound.Chunk chunk) {
		ByteBuffer bytes = chunk.bytes().duplicate();
		byte[] copy = new byte[bytes.remaining()];
		bytes.get(copy);
		this.taken.writeBytes(copy);
		this.queue.release(chunk);
	}

	@Test
	void smallPiecesLeaveTogetherAndInOrder() {
		for (int i = 1; i < 2000; i++) {
			byte[] piece = bytes(i % 300);
			this.queue.add(piece, 0, piece.length);
		}

		List<Integer> sizes = new ArrayList<>();
		for (Outbound.Chunk chunk = this.queue.poll(); chunk != null; chunk = this.queue.poll()) {
			sizes.add(chunk.bytes().remaining());
			take(chunk);
		}

		assertThat(this.taken.toByteArray()).isEqualTo(this.added.toByteArray());
		assertThat(sizes).hasSizeLessThan(7).allMatch((size) -> size <= Outbound.BATCH);
		assertThat(this.queue.isEmpty()).isTrue();
	}

	@Test
	void largePiecesAreNotCopied() {
		byte[] small = bytes(10);
		byte[] large = bytes(100_000);
		byte[] last = bytes(20);
		this.queue.add(small, 0, small.length);
		this.queue.add(ByteBuffer.wrap(large));
		this.queue.add(last, 0, last.length);

		take(this.queue.poll());
		Outbound.Chunk second = this.queue.poll();
		assertThat(second.bytes().array()).isSameAs(large);
		take(second);
		take(this.queue.poll());

		assertThat(this.queue.poll()).isNull();
		assertThat(this.taken.toByteArray()).isEqualTo(this.added.toByteArray());
	}

	@Test
	void whatASenderChangesAfterwardsIsNotSent() {
		byte[] piece = bytes(100);
		this.queue.add(piece, 0, piece.length);
		java.util.Arrays.fill(piece, (byte) 0);

		take(this.queue.poll());
		assertThat(this.taken.toByteArray()).isEqualTo(this.added.toByteArray());
	}

	@Test
	void anArrayIsUsedAgainWhenItsBytesAreGone() {
		byte[] piece = bytes(1000);
		this.queue.add(piece, 0, piece.length);
		Outbound.Chunk first = this.queue.poll();
		take(first);
		this.queue.add(piece, 0, piece.length);

		assertThat(this.queue.poll().bytes().array()).isSameAs(first.bytes().array());
	}

	@Test
	void whatIsLeftGoesBeforeAllElse() {
		byte[] first = bytes(100);
		byte[] second = bytes(200);
		this.queue.add(first, 0, first.length);
		Outbound.Chunk chunk = this.queue.poll();
		this.queue.add(second, 0, second.length);
		byte[] sent = new byte[60];
		chunk.bytes().get(sent);
		this.taken.writeBytes(sent);
		this.queue.putBack(chunk);

		take(this.queue.poll());
		take(this.queue.poll());

		assertThat(this.taken.toByteArray()).isEqualTo(this.added.toByteArray());
	}

	@Test
	void whatIsDroppedIsCounted() {
		byte[] small = bytes(10);
		this.queue.add(ByteBuffer.wrap(bytes(100_000)));
		this.queue.add(small, 0, small.length);

		assertThat(this.queue.clear()).isEqualTo(100_010);
		assertThat(this.queue.poll()).isNull();
	}

}
