package io.actor.wire.etf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import io.actor.term.Atom;
import io.actor.term.BigInt;
import io.actor.term.Fun;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Pid;
import io.actor.term.Port;
import io.actor.term.Ref;
import io.actor.term.ExportFun;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.test.tape.AnyTerm;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The codec for terms that nobody has thought of. */
class CodecPropertyTests {

	private static final int DEPTH = 4;

	/** A decoder, or one with a planted fault. */
	@FunctionalInterface
	private interface Decoding {

		Term decode(ByteBuffer bytes) throws MalformedTermException;

	}

	@Test
	void whatIsWrittenIsReadAgain() {
		TermDecoder decoder = new TermDecoder(DecodeLimits.STANDALONE);

		Property.named("codec.roundTrip").cases(700).check((choices) -> roundTrip(choices, decoder::decode));
	}

	private static void roundTrip(Choices choices, Decoding decoder) throws Exception {
		Term term = choices.note("term", AnyTerm.of(choices, DEPTH));
		TermEncoder encoder = new TermEncoder().writeStandalone(term);
		byte[] bytes = encoder.toByteArray();
		ByteBuffer in = ByteBuffer.wrap(bytes);

		Term decoded = decoder.decode(in);

		assertThat(decoded.equals(term)).isTrue();
		assertThat(decoded.hashCode()).isEqualTo(term.hashCode());
		assertThat(decoded).hasToString(term.toString());
		assertThat(encoder.size()).isEqualTo(bytes.length);
		assertThat(in.remaining()).isZero();
		assertThat(TermEncoder.encode(decoded)).isEqualTo(bytes);
	}

	@Test
	void aDecoderThatLosesAnElementIsFound() {
		TermDecoder decoder = new TermDecoder(DecodeLimits.STANDALONE);

		Counterexample found = Property.named("codec.roundTrip")
			.cases(300)
			.search((choices) -> roundTrip(choices, (bytes) -> {
				Term term = decoder.decode(bytes);
				return (term instanceof Tuple tuple && tuple.arity() > 2) ? Tuple.of(tuple.elements().subList(0, 2))
						: term;
			}))
			.orElseThrow();

		assertThat(found.notes()).containsExactly("term = {0,0,0}");
	}

	@Test
	void damagedBytesAreATermOrAreRefused() {
		TermDecoder decoder = new TermDecoder(DecodeLimits.STANDALONE);

		Property.named("codec.damage").cases(1500).check((choices) -> damage(choices, decoder::decode));
	}

	private static void damage(Choices choices, Decoding decoder) {
		Term term = choices.note("term", AnyTerm.of(choices, 3));
		byte[] bytes = TermEncoder.encode(term);
		for (int times = choices.between(1, 3); times > 0; times--) {
			bytes = damaged(choices, bytes);
		}
		choices.note("bytes", Arrays.toString(bytes));
		ByteBuffer in = ByteBuffer.wrap(bytes);
		try {
			Term decoded = decoder.decode(in);
			byte[] canonical = TermEncoder.encode(decoded);
			Term again = decoder.decode(ByteBuffer.wrap(canonical));
			assertThat(again.equals(decoded)).isTrue();
			assertThat(TermEncoder.encode(again)).isEqualTo(canonical);
		}
		catch (MalformedTermException ex) {
			assertThat(in.position()).isZero();
		}
	}

	/** Flips bits of a byte, cuts the end, takes out or puts in some bytes. */
	private static byte[] damaged(Choices choices, byte[] bytes) {
		int at = choices.below(bytes.length + 1);
		byte[] head = Arrays.copyOf(bytes, at);
		byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
		return switch (choices.below(4)) {
			case 0 -> head;
			case 1 -> {
				byte[] flipped = bytes.clone();
				if (at < flipped.length) {
					flipped[at] ^= (byte) choices.between(1, 255);
				}
				yield flipped;
			}
			case 2 -> concat(head, Arrays.copyOfRange(tail, Math.min(tail.length, choices.between(1, 4)), tail.length));
			default -> concat(head, concat(choices.bytes(6), tail));
		};
	}

	private static byte[] concat(byte[] head, byte[] tail) {
		byte[] both = Arrays.copyOf(head, head.length + tail.length);
		System.arraycopy(tail, 0, both, head.length, tail.length);
		return both;
	}

	@Test
	void aDecoderThatThrowsSomethingElseIsFound() {
		TermDecoder decoder = new TermDecoder(DecodeLimits.STANDALONE);

		Counterexample found = Property.named("codec.damage")
			.cases(2000)
			.search((choices) -> damage(choices, (bytes) -> {
				if (bytes.remaining() > 1 && bytes.get(1) == (byte) 0x6b && bytes.remaining() < 4) {
					throw new ArrayIndexOutOfBoundsException();
				}
				return decoder.decode(bytes);
			}))
			.orElseThrow();

		assertThat(found.cause()).isInstanceOf(ArrayIndexOutOfBoundsException.class);
		assertThat(found.smallest().recording().size()).isLessThan(12);
	}

	@Test
	void aTermIsReadExactlyWhenItIsWithinTheLimits() {
		Property.named("codec.limits").cases(700).check((choices) -> {
			Term term = choices.note("term", AnyTerm.of(choices, DEPTH));
			DecodeLimits limits = choices.note("limits", new DecodeLimits(choices.between(1, 5), choices.between(1, 30),
					choices.between(8, 40), choices.between(1, 8), 0, 1));
			Size size = new Size().add(term, 0);
			boolean within = size.depth <= limits.depth() && size.elements <= limits.elements()
					&& size.integer <= limits.bigIntegerBytes() && size.atom <= limits.atomCharacters();
			boolean read;
			try {
				assertThat(new TermDecoder(limits).decode(TermEncoder.encode(term)).equals(term)).isTrue();
				read = true;
			}
			catch (MalformedTermException ex) {
				assertThat(ex).hasMessageContaining("limit");
				read = false;
			}
			assertThat(read).isEqualTo(within);
		});
	}

	/** What the limits count, by a plain walk. */
	private static final class Size {

		private int depth;

		private int elements;

		private int integer;

		private int atom;

		Size add(Term term, int around) {
			switch (term) {
				case Atom(String name) -> this.atom = Math.max(this.atom, name.codePointCount(0, name.length()));
				case BigInt(var value) -> this.integer = Math.max(this.integer, (value.abs().bitLength() + 7) / 8);
				case Tuple tuple -> children(tuple.elements(), tuple.arity(), around);
				case ListTerm list when list.isByteList() -> this.elements += list.size();
				case ListTerm list -> {
					children(list.elements(), list.size(), around);
					add(list.tail(), around + 1);
				}
				case MapTerm map -> {
					children(map.toMap().keySet(), map.size(), around);
					children(map.toMap().values(), map.size(), around);
				}
				case Fun fun -> {
					add(fun.module(), around);
					add(fun.pid(), around);
					children(fun.free().elements(), fun.free().arity(), around);
				}
				case Pid pid -> add(pid.node(), around);
				case Ref ref -> add(ref.node(), around);
				case Port port -> add(port.node(), around);
				case ExportFun fun -> List.of(fun.module(), fun.function()).forEach((each) -> add(each, around));
				default -> {
				}
			}
			return this;
		}

		private void children(Iterable<? extends Term> children, int count, int around) {
			this.depth = Math.max(this.depth, around + 1);
			this.elements += count;
			children.forEach((child) -> add(child, around + 1));
		}

	}

}
