package io.actor.benchmarks.pekko;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Writes the messages by hand into Artery's own buffers: Pekko's fastest way. */
public final class RemoteSerializer extends SerializerWithStringManifest implements ByteBufferSerializer {

	private static final int LARGEST = 64 * 1024;

	private final ActorRefResolver refs;

	public RemoteSerializer(ExtendedActorSystem system) {
		this.refs = ActorRefResolver.get(Adapter.toTyped(system));
	}

	@Override
	public int identifier() {
		return 4370;
	}

	@Override
	public String manifest(Object message) {
		return switch ((RemoteMessage) message) {
			case RemoteMessage.Ping _ -> "i";
			case RemoteMessage.Pong _ -> "o";
			case RemoteMessage.Expect _ -> "e";
			case RemoteMessage.Chunk _ -> "c";
			case RemoteMessage.Counted _ -> "d";
			case RemoteMessage.Add _ -> "a";
			case RemoteMessage.Sum _ -> "s";
			case RemoteMessage.Failed _, RemoteMessage.Go _ -> throw new IllegalArgumentException("Stays here");
		};
	}

	@Override
	public void toBinary(Object message, ByteBuffer out) {
		switch ((RemoteMessage) message) {
			case RemoteMessage.Ping(ActorRef<RemoteMessage> from) -> write(from, out);
			case RemoteMessage.Expect(ActorRef<RemoteMessage> from, int chunks) -> write(from, out.putInt(chunks));
			case RemoteMessage.Chunk(byte[] bytes) -> out.putInt(bytes.length).put(bytes);
			case RemoteMessage.Add(ActorRef<RemoteMessage> replyTo, int number) -> write(replyTo, out.putInt(number));
			case RemoteMessage.Sum(int value) -> out.putInt(value);
			case RemoteMessage.Pong _, RemoteMessage.Counted _ -> {
			}
			case RemoteMessage.Failed _, RemoteMessage.Go _ -> throw new IllegalArgumentException("Stays here");
		}
	}

	@Override
	public Object fromBinary(ByteBuffer in, String manifest) {
		return switch (manifest) {
			case "i" -> new RemoteMessage.Ping(ref(in));
			case "o" -> new RemoteMessage.Pong();
			case "e" -> {
				int chunks = in.getInt();
				yield new RemoteMessage.Expect(ref(in), chunks);
			}
			case "c" -> {
				byte[] bytes = new byte[in.getInt()];
				in.get(bytes);
				yield new RemoteMessage.Chunk(bytes);
			}
			case "d" -> new RemoteMessage.Counted();
			case "a" -> {
				int number = in.getInt();
				yield new RemoteMessage.Add(ref(in), number);
			}
			case "s" -> new RemoteMessage.Sum(in.getInt());
			default -> throw new IllegalArgumentException(manifest);
		};
	}

	private void write(ActorRef<RemoteMessage> ref, ByteBuffer out) {
		byte[] text = this.refs.toSerializationFormat(ref).getBytes(StandardCharsets.ISO_8859_1);
		out.putShort((short) text.length).put(text);
	}

	private ActorRef<RemoteMessage> ref(ByteBuffer in) {
		byte[] text = new byte[in.getShort()];
		in.get(text);
		return this.refs.resolveActorRef(new String(text, StandardCharsets.ISO_8859_1));
	}

	@Override
	public byte[] toBinary(Object message) {
		ByteBuffer out = ByteBuffer.allocate(LARGEST);
		toBinary(message, out);
		return Arrays.copyOf(out.array(), out.position());
	}

	@Override
	public Object fromBinary(byte[] bytes, String manifest) {
		return fromBinary(ByteBuffer.wrap(bytes), manifest);
	}

}
