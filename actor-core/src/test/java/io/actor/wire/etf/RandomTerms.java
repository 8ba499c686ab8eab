package io.actor.wire.etf;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.BitString;
import io.actor.term.ExportFun;
import io.actor.term.Float64;
import io.actor.term.Fun;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Pid;
import io.actor.term.Port;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;

/** Terms of every type, the same ones for the same seed. */
public final class RandomTerms {

	private final Random random;

	public RandomTerms(long seed) {
		this.random = new Random(seed);
	}

	public Term next(int depth) {
		return switch (this.random.nextInt((depth == 0) ? 10 : 15)) {
			case 0 -> Int.of(this.random.nextLong() >> this.random.nextInt(64));
			case 1 -> Int.of(new BigInteger(this.random.nextInt(3000), this.random).subtract(BigInteger.TWO.pow(90)));
			case 2 -> Float64.of(this.random.nextGaussian());
			case 3 -> atom();
			case 4 -> Binary.of(bytes(this.random.nextInt(40)));
			case 5 -> new BitString(Binary.of(bytes(1 + this.random.nextInt(5))), 1 + this.random.nextInt(7));
			case 6 -> pid();
			case 7 -> new Ref(atom(), this.random.nextInt(),
					this.random.ints(this.random.nextInt(Ref.MAX_WORDS + 1)).toArray());
			case 8 -> new Port(atom(), this.random.nextLong() >>> this.random.nextInt(64), this.random.nextInt());
			case 9 -> new ExportFun(atom(), atom(), this.random.nextInt(256));
			case 10 -> Tuple.of(terms(depth));
			case 11 -> ListTerm.of(terms(depth));
			case 12 -> ListTerm.copyOf(new Term[] { next(depth - 1) }, 0, 1, next(depth - 1));
			case 13 -> new Fun(atom(), this.random.nextInt(256), this.random.nextInt(), Binary.of(bytes(16)),
					this.random.nextInt(), this.random.nextInt(), pid(), Tuple.of(terms(depth)));
			default -> map(depth);
		};
	}

	private Term map(int depth) {
		return Stream.of(terms(depth))
			.distinct()
			.reduce(MapTerm.EMPTY, (map, key) -> MapTerm.of(Stream
				.concat(((MapTerm) map).toMap().entrySet().stream().flatMap((e) -> Stream.of(e.getKey(), e.getValue())),
						Stream.of(key, next(depth - 1)))
				.toArray(Term[]::new)));
	}

	private Term[] terms(int depth) {
		return Stream.generate(() -> next(depth - 1)).limit(this.random.nextInt(6)).toArray(Term[]::new);
	}

	private Pid pid() {
		return new Pid(atom(), this.random.nextInt(), this.random.nextInt(), this.random.nextInt());
	}

	private Atom atom() {
		return Atom.of(this.random.ints(this.random.nextInt(12), 0, 0x300)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString());
	}

	private byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

}
