package io.actor.wire.epmd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.actor.wire.epmd.EpmdAnswer.AllNames;
import io.actor.wire.epmd.EpmdAnswer.Found;
import io.actor.wire.epmd.EpmdAnswer.Refused;
import io.actor.wire.epmd.EpmdAnswer.Registered;
import io.actor.wire.epmd.EpmdAnswer.Unknown;

/**
 * One question to a port mapper and its answer, over a connection of its own: send
 * {@link #request()}, pass on what comes, and say when the port mapper closed. The
 * connection of a registration must then stay open; closing it takes the node off the
 * list. Not thread-safe.
 */
public final class EpmdExchange {

	/** Longest list of names that is read, in bytes. */
	public static final int MAX_ANSWER = 256 * 1024;

	/** Longest answer about one node that is read, in bytes. */
	public static final int MAX_ENTRY = 4 * 1024;

	private static final Pattern NAME_LINE = Pattern.compile("name (.+) at port (\\d{1,5})");

	private final EpmdRequest request;

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private boolean answered;

	public EpmdExchange(EpmdRequest request) {
		this.request = request;
	}

	/** The bytes to send. */
	public byte[] request() {
		return this.request.encoded();
	}

	/**
	 * Takes bytes of the answer.
	 * @param in bytes as they came, consumed
	 * @return the answer, once, as soon as it is complete; a list of names is complete
	 * only at {@link #end()}. What comes after the answer is ignored
	 * @throws EpmdException if this is not an answer to the request
	 */
	public Optional<EpmdAnswer> receive(ByteBuffer in) {
		if (this.answered) {
			in.position(in.limit());
			return Optional.empty();
		}
		int limit = (this.request instanceof EpmdRequest.Names) ? MAX_ANSWER : MAX_ENTRY;
		if (this.received.size() + in.remaining() > limit) {
			throw new EpmdException("An answer of more than " + limit + " bytes");
		}
		byte[] bytes = new byte[in.remaining()];
		in.get(bytes);
		this.received.writeBytes(bytes);
		if (this.request instanceof EpmdRequest.Names) {
			return Optional.empty();
		}
		Optional<EpmdAnswer> answer = parse(ByteBuffer.wrap(this.received.toByteArray()));
		this.answered = answer.isPresent();
		return answer;
	}

	/**
	 * The port mapper closed the connection.
	 * @return the list of names, if that was asked for; empty if the answer was given
	 * before
	 * @throws EpmdException if the answer is not complete
	 */
	public Optional<EpmdAnswer> end() {
		if (this.answered) {
			return Optional.empty();
		}
		this.answered = true;
		if (this.request instanceof EpmdRequest.Names && this.received.size() >= 4) {
			return Optional.of(names(ByteBuffer.wrap(this.received.toByteArray())));
		}
		throw new EpmdException("The port mapper closed without an answer");
	}

	private Optional<EpmdAnswer> parse(ByteBuffer in) {
		if (!in.hasRemaining()) {
			return Optional.empty();
		}
		int tag = in.get() & 0xFF;
		return switch (this.request) {
			case EpmdRequest.Register _ when tag == EpmdAnswer.ALIVE2_X -> registration(in, Integer.BYTES);
			case EpmdRequest.Register _ when tag == EpmdAnswer.ALIVE2 -> registration(in, Short.BYTES);
			case EpmdRequest.PortPlease _ when tag == EpmdAnswer.PORT2 -> port(in);
			default -> throw new EpmdException("An answer with tag " + tag);
		};
	}

	private static Optional<EpmdAnswer> registration(ByteBuffer in, int creationBytes) {
		if (in.remaining() < 1 + creationBytes) {
			return Optional.empty();
		}
		int result = in.get() & 0xFF;
		boolean old = creationBytes == Short.BYTES;
		if (result != 0) {
			return Optional.of(new Refused(result, old));
		}
		return Optional.of(new Registered(old ? in.getShort() & 0xFFFF : in.getInt(), old));
	}

	private static Optional<EpmdAnswer> port(ByteBuffer in) {
		if (!in.hasRemaining()) {
			return Optional.empty();
		}
		if (in.get() != 0) {
			return Optional.of(new Unknown());
		}
		int length = NodeEntry.length(in);
		if (length < 0 || length > in.remaining()) {
			return Optional.empty();
		}
		return Optional.of(new Found(NodeEntry.read(in)));
	}

	private static EpmdAnswer names(ByteBuffer in) {
		int port = in.getInt();
		List<NamedPort> names = new ArrayList<>();
		for (String line : NodeEntry.text(in, in.remaining()).lines().toList()) {
			Matcher matcher = NAME_LINE.matcher(line);
			if (!matcher.matches()) {
				throw new EpmdException("A list of names with a line of another form");
			}
			int nodePort = Integer.parseInt(matcher.group(2));
			if (nodePort < 1 || nodePort > 0xFFFF) {
				throw new EpmdException("A list of names with port " + nodePort);
			}
			names.add(new NamedPort(matcher.group(1), nodePort));
		}
		return new AllNames(port, names);
	}

}
