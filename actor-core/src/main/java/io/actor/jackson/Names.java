package io.actor.jackson;

import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.actor.term.Atom;
import io.actor.term.Float64;
import io.actor.term.Int;
import io.actor.term.Term;
import org.jspecify.annotations.Nullable;

/** The atoms that stand for Java names. */
final class Names {

	private static final String ELIXIR = "Elixir.";

	private Names() {
	}

	/** The atom of {@link Tagged}, else the name in snake case. */
	static Atom atom(AnnotatedElement element, String name) {
		@Nullable Tagged tagged = element.getAnnotation(Tagged.class);
		return atom((tagged != null) ? tagged.value() : snakeCase(name));
	}

	/** The constant's atom: its name in lower case, or what {@link Tagged} says. */
	static Atom atom(Enum<?> constant) {
		try {
			String name = constant.name();
			boolean capitals = name.chars().noneMatch(Character::isLowerCase);
			return atom(constant.getDeclaringClass().getField(name), capitals ? name.toLowerCase(Locale.ROOT) : name);
		}
		catch (NoSuchFieldException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** {@code Chat.Line} as {@code 'Elixir.Chat.Line'}, {@code chat} as itself. */
	static Atom module(String name) {
		if (name.isEmpty()) {
			throw new TermMappingException("@Struct names no module");
		}
		boolean elixir = Character.isUpperCase(name.codePointAt(0)) && !name.startsWith(ELIXIR);
		return atom(elixir ? ELIXIR + name : name);
	}

	/** A module as Elixir writes it. */
	static String elixir(@Nullable Atom module) {
		String name = (module != null) ? module.name() : "";
		return name.startsWith(ELIXIR) ? name.substring(ELIXIR.length()) : ":" + name;
	}

	/** The terms a text may mean: a binary, a number, an atom. */
	static List<Term> meanings(String text) {
		List<Term> meanings = new ArrayList<>();
		meanings.add(ScalarCodecs.utf8(text));
		try {
			BigDecimal number = new BigDecimal(text);
			meanings.add(text.matches("-?\\d+") ? Int.of(number.toBigInteger()) : Float64.of(number.doubleValue()));
		}
		catch (IllegalArgumentException ex) {
			// No number, or one that no float is.
		}
		if (text.codePointCount(0, text.length()) <= Atom.MAX_CHARACTERS) {
			meanings.add(Atom.of(text));
		}
		return meanings;
	}

	/**
	 * The atom with this text.
	 * @throws TermMappingException if there is none
	 */
	static Atom atom(String text) {
		try {
			return Atom.of(text);
		}
		catch (IllegalArgumentException ex) {
			throw new TermMappingException(String.valueOf(ex.getMessage()), ex);
		}
	}

	/**
	 * {@code DownloadFile} as {@code download_file}, {@code HTTPGet} as {@code http_get}.
	 */
	static String snakeCase(String name) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (i > 0 && Character.isUpperCase(c) && name.charAt(i - 1) != '_') {
				boolean afterWord = !Character.isUpperCase(name.charAt(i - 1));
				boolean beforeWord = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
				if (afterWord || beforeWord) {
					text.append('_');
				}
			}
			text.append(Character.toLowerCase(c));
		}
		return text.toString();
	}

}
