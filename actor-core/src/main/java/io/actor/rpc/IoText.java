package io.actor.rpc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Term;

/** The text of a {@code put_chars} request. */
final class IoText {

	/** Most characters of one request. */
	private static final int MAX_TEXT = 64 * 1024;

	private IoText() {
	}

	/**
	 * The text, or empty if there is none.
	 * @param request what stands behind {@code put_chars}: the characters, with their
	 * encoding or without; or a function that gives them, of which {@code io_lib}'s are
	 * known
	 */
	static Optional<String> of(List<Term> request) {
		return switch (request.size()) {
			case 1 -> chars(request.get(0), false);
			case 2 -> chars(request.get(1), isUnicode(request.get(0)));
			case 3 -> call(request.get(0), request.get(1), request.get(2));
			case 4 -> call(request.get(1), request.get(2), request.get(3));
			default -> Optional.empty();
		};
	}

	private static boolean isUnicode(Term encoding) {
		return encoding.equals(Atom.of("unicode")) || encoding.equals(Atom.of("utf8"));
	}

	private static Optional<String> call(Term module, Term function, Term arguments) {
		if (!(module instanceof Atom(String in) && in.equals("io_lib") && function instanceof Atom(String name)
				&& arguments instanceof ListTerm list && list.isProper())) {
			return Optional.empty();
		}
		if ((name.equals("format") || name.equals("fwrite")) && list.size() == 2) {
			return format(list.get(0), list.get(1));
		}
		if ((name.equals("write") || name.equals("print")) && list.size() == 1) {
			return Optional.of(list.get(0).print(MAX_TEXT));
		}
		return name.equals("nl") ? Optional.of("\n") : Optional.empty();
	}

	/** A format with its values. */
	static Optional<String> format(Term format, Term values) {
		if (!(values instanceof ListTerm list && list.isProper())) {
			return Optional.empty();
		}
		return chars((format instanceof Atom(String text)) ? ListTerm.charlist(text) : format, true)
			.map((characters) -> new IoFormat(characters, list.elements()).text());
	}

	/**
	 * Character data: characters, binaries, and lists of these as deep as they come.
	 */
	static Optional<String> chars(Term data, boolean unicode) {
		StringBuilder text = new StringBuilder();
		Deque<Term> open = new ArrayDeque<>();
		open.push(data);
		while (!open.isEmpty() && text.length() < MAX_TEXT) {
			switch (open.pop()) {
				case Int(long character) when Character.isValidCodePoint((int) character) && character >= 0
						&& character <= Character.MAX_CODE_POINT ->
					text.appendCodePoint((int) character);
				case Binary binary -> text.append((unicode ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1)
					.decode(binary.asByteBuffer().limit(Math.min(binary.size(), MAX_TEXT))));
				case ListTerm list -> {
					if (!list.isProper()) {
						open.push(list.tail());
					}
					for (int i = list.size() - 1; i >= 0; i--) {
						open.push(list.get(i));
					}
				}
				default -> {
					return Optional.empty();
				}
			}
		}
		return Optional.of(text.toString());
	}

}
