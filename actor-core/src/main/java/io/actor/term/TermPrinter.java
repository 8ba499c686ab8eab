package io.actor.term;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * Writes one term as Erlang's {@code ~p} would on one line, up to a number of characters.
 */
final class TermPrinter {

	private static final Set<String> RESERVED = Set.of("after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl",
			"bsr", "bxor", "case", "catch", "cond", "div", "else", "end", "fun", "if", "let", "maybe", "not", "of",
			"or", "orelse", "receive", "rem", "try", "when", "xor");

	private final int limit;

	private final StringBuilder out = new StringBuilder();

	private final Deque<Open> open = new ArrayDeque<>();

	TermPrinter(int limit) {
		this.limit = limit;
	}

	String print(Term root) {
		begin(root);
		while (!this.open.isEmpty() && !full()) {
			Open top = this.open.element();
			if (top.next == top.size) {
				this.out.append(top.end());
				this.open.pop();
			}
			else {
				int index = top.next++;
				this.out.append(top.separator(index));
				begin(top.child(index));
			}
		}
		if (!full()) {
			return this.out.toString();
		}
		int cut = Character.isHighSurrogate(this.out.charAt(Math.max(0, this.limit - 1))) ? this.limit - 1 : this.limit;
		return this.out.substring(0, Math.max(0, cut)) + "...";
	}

	private boolean full() {
		return this.out.length() > this.limit;
	}

	private void begin(Term term) {
		switch (term) {
			case Tuple _ -> open(term, "{");
			case MapTerm _ -> open(term, "#{");
			case ListTerm list when isPrintable(list) -> text(new ListText(list));
			case ListTerm _ -> open(term, "[");
			case Atom atom -> atom(atom);
			case BigInt(var value) -> this.out.append(value);
			case Binary binary -> binary(binary);
			case BitString bits -> bits(bits.bytes(), bits.lastBits());
			case Fun fun -> {
				this.out.append("#Fun<");
				atom(fun.module());
				this.out.append('.').append(fun.index()).append('.').append(fun.oldUnique()).append('>');
			}
			case ExportFun fun -> {
				this.out.append("fun ");
				atom(fun.module());
				this.out.append(':');
				atom(fun.function());
				this.out.append('/').append(fun.arity());
			}
			case Int _, Float64 _, Pid _, Ref _, Port _ -> this.out.append(term);
		}
	}

	private void open(Term term, String start) {
		this.out.append(start);
		this.open.push(new Open(term));
	}

	private void atom(Atom atom) {
		String name = atom.name();
		if (isBare(name)) {
			this.out.append(name);
			return;
		}
		quoted(name, '\'');
	}

	private static boolean isBare(String name) {
		if (name.isEmpty() || name.charAt(0) < 'a' || name.charAt(0) > 'z' || RESERVED.contains(name)) {
			return false;
		}
		return name.chars()
			.allMatch((c) -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
					|| c == '@');
	}

	private void quoted(CharSequence text, char quote) {
		this.out.append(quote);
		for (int i = 0; i < text.length() && !full(); i++) {
			int c = Character.codePointAt(text, i);
			i += Character.charCount(c) - 1;
			escaped(this.out, c, quote);
		}
		this.out.append(quote);
	}

	/** A node's name inside another text, with everything invisible escaped. */
	static String escaped(Atom node) {
		StringBuilder text = new StringBuilder();
		node.name().codePoints().forEach((c) -> escaped(text, c, '>'));
		return text.toString();
	}

	/** What a terminal or a log would not show as itself is escaped. */
	private static void escaped(StringBuilder out, int c, char quote) {
		if (c == quote || c == '\\') {
			out.append('\\').append((char) c);
		}
		else if (c == '\n') {
			out.append("\\n");
		}
		else if (c == '\r') {
			out.append("\\r");
		}
		else if (c == '\t') {
			out.append("\\t");
		}
		else if (!PlainText.isPlain(c)) {
			out.append("\\x{").append(Integer.toHexString(c)).append('}');
		}
		else {
			out.appendCodePoint(c);
		}
	}

	private void binary(Binary binary) {
		Optional<String> text = text(binary);
		if (text.isPresent()) {
			this.out.append("<<");
			if (binary.size() > 0) {
				text(text.get());
			}
			this.out.append(">>");
			return;
		}
		bits(binary, Byte.SIZE);
	}

	private void text(CharSequence text) {
		quoted(text, '"');
	}

	/** The beginning of the binary as text, as much as can be printed, if it is text. */
	private Optional<String> text(Binary binary) {
		CharBuffer chars = CharBuffer.allocate((int) Math.min(binary.size(), this.limit + 2L));
		ByteBuffer bytes = binary.asByteBuffer();
		if (StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true).isError()) {
			return Optional.empty();
		}
		String text = chars.flip().toString();
		boolean readable = text.chars().noneMatch((c) -> c < ' ' && !isWhitespaceOrEscape(c));
		return readable ? Optional.of(text) : Optional.empty();
	}

	private static boolean isWhitespaceOrEscape(int c) {
		return (c >= '\b' && c <= '\r') || c == 0x1b;
	}

	private boolean isPrintable(ListTerm list) {
		if (list.isEmpty() || !list.isProper()) {
			return false;
		}
		for (int i = 0; i < list.size() && i <= this.limit; i++) {
			if (!(list.get(i) instanceof Int(long c)) || c < 0 || c > '~'
					|| (c < ' ' && !isWhitespaceOrEscape((int) c))) {
				return false;
			}
		}
		return true;
	}

	private void bits(Binary bytes, int lastBits) {
		this.out.append("<<");
		for (int i = 0; i < bytes.size() && !full(); i++) {
			this.out.append((i == 0) ? "" : ",");
			boolean whole = i < bytes.size() - 1 || lastBits == Byte.SIZE;
			int value = bytes.get(i) & 0xff;
			if (whole) {
				this.out.append(value);
			}
			else {
				this.out.append(value >> (Byte.SIZE - lastBits)).append(':').append(lastBits);
			}
		}
		this.out.append(">>");
	}

	/**
	 * Refuses text that has no UTF-8 form.
	 * @throws IllegalArgumentException if a surrogate has no partner
	 */
	static void requireNoUnpairedSurrogate(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isSurrogate(c)) {
				boolean paired = Character.isHighSurrogate(c) && i + 1 < text.length()
						&& Character.isLowSurrogate(text.charAt(i + 1));
				if (!paired) {
					throw new IllegalArgumentException("Text with an unpaired surrogate has no UTF-8 form");
				}
				i++;
			}
		}
	}

	/** A nested term that is being written. */
	private static final class Open {

		private final Term term;

		private final int size;

		private int next;

		Open(Term term) {
			this.term = term;
			this.size = Terms.children(term);
		}

		Term child(int index) {
			if (this.term instanceof MapTerm map) {
				return (index % 2 == 0) ? map.keyAt(index / 2) : map.valueAt(index / 2);
			}
			return Terms.child(this.term, index);
		}

		String separator(int index) {
			return switch (this.term) {
				case MapTerm _ when index % 2 == 1 -> " => ";
				case ListTerm list when index == list.size() -> "|";
				default -> (index == 0) ? "" : ",";
			};
		}

		String end() {
			return (this.term instanceof ListTerm) ? "]" : "}";
		}

	}

	/** A list of characters as a sequence of them, not copied. */
	private record ListText(ListTerm list, int from, int to) implements CharSequence {

		ListText(ListTerm list) {
			this(list, 0, list.size());
		}

		@Override
		public int length() {
			return this.to - this.from;
		}

		@Override
		public char charAt(int index) {
			return (this.list.get(this.from + index) instanceof Int(long c)) ? (char) c : '?';
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return new ListText(this.list, this.from + start, this.from + end);
		}

		@Override
		public String toString() {
			return new StringBuilder(this).toString();
		}

	}

}
