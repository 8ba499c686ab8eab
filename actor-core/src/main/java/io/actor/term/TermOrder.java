package io.actor.term;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * Erlang's order of all terms: number &lt; atom &lt; reference &lt; fun &lt; port &lt;
 * pid &lt; tuple &lt; map &lt; nil &lt; list &lt; bit string. Tuples compare by size
 * first, then by elements; maps by size, keys, values; atoms by code points.
 *
 * <p>
 * Works at any nesting depth: the walk keeps its own stack.
 */
public final class TermOrder implements Comparator<Term> {

	/**
	 * The order of Erlang's {@code <}: integers and floats compare by value, so {@code 1}
	 * and {@code 1.0} compare as 0 and this is not consistent with equals.
	 */
	public static final Comparator<Term> ARITHMETIC = new TermOrder(false);

	/**
	 * The order of map keys, consistent with equals: every integer before every float.
	 */
	public static final Comparator<Term> EXACT = new TermOrder(true);

	private final boolean exact;

	private TermOrder(boolean exact) {
		this.exact = exact;
	}

	@Override
	public int compare(Term left, Term right) {
		if (left == right) {
			return 0;
		}
		int shallow = shallow(left, right, this.exact);
		if (shallow != 0 || !Terms.isNested(left)) {
			return shallow;
		}
		Deque<Pair> open = new ArrayDeque<>();
		open.push(new Pair(left, right, this.exact));
		while (!open.isEmpty()) {
			Pair pair = open.element();
			if (pair.next == pair.size) {
				open.pop();
				int rest = pair.rest();
				if (rest != 0) {
					return rest;
				}
				continue;
			}
			boolean exactly = pair.exact || (pair.left instanceof MapTerm map && pair.next < map.size());
			Term a = Terms.child(pair.left, pair.next);
			Term b = Terms.child(pair.right, pair.next);
			pair.next++;
			if (a == b) {
				continue;
			}
			int comparison = shallow(a, b, exactly);
			if (comparison != 0) {
				return comparison;
			}
			if (Terms.isNested(a)) {
				open.push(new Pair(a, b, exactly));
			}
		}
		return 0;
	}

	/** Compares everything but the children; 0 means that those decide. */
	private static int shallow(Term left, Term right, boolean exact) {
		int byType = Integer.compare(rank(left), rank(right));
		if (byType != 0) {
			return byType;
		}
		return switch (left) {
			case Int _, BigInt _, Float64 _ -> compareNumbers(left, right, exact);
			case Atom atom -> compareText(atom.name(), ((Atom) right).name());
			case Ref ref -> compareRefs(ref, (Ref) right);
			case Fun _, ExportFun _ -> compareFuns(left, right);
			case Port port -> comparePorts(port, (Port) right);
			case Pid pid -> comparePids(pid, (Pid) right);
			case Tuple tuple -> Integer.compare(tuple.arity(), ((Tuple) right).arity());
			case MapTerm map -> Integer.compare(map.size(), ((MapTerm) right).size());
			case ListTerm _ -> 0;
			case Binary _, BitString _ -> compareBits(left, right);
		};
	}

	private static int rank(Term term) {
		return switch (term) {
			case Int _, BigInt _, Float64 _ -> 0;
			case Atom _ -> 1;
			case Ref _ -> 2;
			case Fun _, ExportFun _ -> 3;
			case Port _ -> 4;
			case Pid _ -> 5;
			case Tuple _ -> 6;
			case MapTerm _ -> 7;
			case ListTerm list -> list.isEmpty() ? 8 : 9;
			case Binary _, BitString _ -> 10;
		};
	}

	private static int compareNumbers(Term left, Term right, boolean exact) {
		if (left instanceof Int(long a) && right instanceof Int(long b)) {
			return Long.compare(a, b);
		}
		if (left instanceof Float64(double a) && right instanceof Float64(double b)) {
			return (exact || a != b) ? Double.compare(a, b) : 0;
		}
		if (left instanceof BigInt(var a) && right instanceof BigInt(var b)) {
			return a.compareTo(b);
		}
		if (exact && (left instanceof Float64 || right instanceof Float64)) {
			return (left instanceof Float64) ? 1 : -1;
		}
		return decimal(left).compareTo(decimal(right));
	}

	private static BigDecimal decimal(Term number) {
		return switch (number) {
			case Int(long value) -> BigDecimal.valueOf(value);
			case BigInt(var value) -> new BigDecimal(value);
			case Float64(double value) -> new BigDecimal(value);
			default -> throw new IllegalArgumentException("Not a number");
		};
	}

	/** By code points, which is not the order of UTF-16 units above U+FFFF. */
	private static int compareText(String left, String right) {
		int common = Math.min(left.length(), right.length());
		for (int i = 0; i < common; i++) {
			char a = left.charAt(i);
			char b = right.charAt(i);
			if (a != b) {
				boolean sameKind = Character.isSurrogate(a) == Character.isSurrogate(b);
				return sameKind ? Character.compare(a, b) : (Character.isSurrogate(a) ? 1 : -1);
			}
		}
		return Integer.compare(left.length(), right.length());
	}

	private static int compareNodes(Atom leftNode, int leftCreation, Atom rightNode, int rightCreation) {
		int byName = compareText(leftNode.name(), rightNode.name());
		return (byName != 0) ? byName : Integer.compareUnsigned(leftCreation, rightCreation);
	}

	/** By node, then as numbers; of two equal numbers the one with fewer words first. */
	private static int compareRefs(Ref left, Ref right) {
		int comparison = compareNodes(left.node(), left.creation(), right.node(), right.creation());
		for (int i = Math.max(left.size(), right.size()) - 1; i >= 0 && comparison == 0; i--) {
			int a = (i < left.size()) ? left.word(i) : 0;
			int b = (i < right.size()) ? right.word(i) : 0;
			comparison = Integer.compareUnsigned(a, b);
		}
		return (comparison != 0) ? comparison : Integer.compare(left.size(), right.size());
	}

	private static int compareFuns(Term left, Term right) {
		if (left instanceof Fun a && right instanceof Fun b) {
			int comparison = compareText(a.module().name(), b.module().name());
			comparison = (comparison != 0) ? comparison : Integer.compareUnsigned(a.index(), b.index());
			comparison = (comparison != 0) ? comparison : a.unique().compareBytes(b.unique());
			return (comparison != 0) ? comparison : Integer.compare(a.free().arity(), b.free().arity());
		}
		if (left instanceof ExportFun a && right instanceof ExportFun b) {
			int comparison = compareText(a.module().name(), b.module().name());
			comparison = (comparison != 0) ? comparison : compareText(a.function().name(), b.function().name());
			return (comparison != 0) ? comparison : Integer.compare(a.arity(), b.arity());
		}
		return (left instanceof Fun) ? -1 : 1;
	}

	private static int comparePorts(Port left, Port right) {
		int byNode = compareNodes(left.node(), left.creation(), right.node(), right.creation());
		return (byNode != 0) ? byNode : Long.compareUnsigned(left.id(), right.id());
	}

	/** By serial and id, then by node: the order BEAM has. */
	private static int comparePids(Pid left, Pid right) {
		int comparison = Integer.compareUnsigned(left.serial(), right.serial());
		comparison = (comparison != 0) ? comparison : Integer.compareUnsigned(left.id(), right.id());
		return (comparison != 0) ? comparison
				: compareNodes(left.node(), left.creation(), right.node(), right.creation());
	}

	/** Bit by bit; the unused bits, all zero, make a beginning come before the whole. */
	private static int compareBits(Term left, Term right) {
		int byBytes = bytes(left).compareBytes(bytes(right));
		return (byBytes != 0) ? byBytes : Long.compare(bits(left), bits(right));
	}

	private static Binary bytes(Term term) {
		return (term instanceof BitString bits) ? bits.bytes() : (Binary) term;
	}

	private static long bits(Term term) {
		return (term instanceof BitString bits) ? bits.size() : (long) Byte.SIZE * ((Binary) term).size();
	}

	/** Two nested terms whose children are being compared. */
	private static final class Pair {

		private final Term left;

		private final Term right;

		private final boolean exact;

		private final int size;

		private int next;

		Pair(Term left, Term right, boolean exact) {
			this.left = left;
			this.right = right;
			this.exact = exact;
			this.size = common(left, right);
		}

		private static int common(Term left, Term right) {
			if (left instanceof ListTerm a && right instanceof ListTerm b && a.size() != b.size()) {
				return Math.min(a.size(), b.size());
			}
			return Math.min(Terms.children(left), Terms.children(right));
		}

		/** What decides when all common children are equal. */
		int rest() {
			if (this.left instanceof ListTerm a && this.right instanceof ListTerm b) {
				// The shorter one's tail stands where the other has a list with elements.
				if (a.size() < b.size()) {
					return Integer.compare(rank(a.tail()), rank(b));
				}
				if (a.size() > b.size()) {
					return Integer.compare(rank(a), rank(b.tail()));
				}
				if (a.isProper() != b.isProper()) {
					return Integer.compare(rank(a.tail()), rank(b.tail()));
				}
			}
			return 0;
		}

	}

}
