package io.actor.jackson;

import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
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
		return Atom.of((tagged != null) ? tagged.value() : snakeCase(name));
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
		boolean elixir = Character.isUpperCase(name.codePointAt(0)) && !name.startsWith(ELIXIR);
		return Atom.of(elixir ? ELIXIR + name : name);
	}

	/** A module as Elixir writes it. */
	static String elixir(@Nullable Atom module) {
		String name = (module != null) ? module.name() : "";
		return name.startsWith(ELIXIR) ? name.substring(ELIXIR.length()) : ":" + name;
	}

	/** The number a text is, or the text as an atom. */
	static Term number(String text) {
		try {
			BigDecimal number = new BigDecimal(text);
			return (text.matches("-?\\d+")) ? Int.of(number.toBigInteger()) : Float64.of(number.doubleValue());
		}
		catch (IllegalArgumentException ex) {
			return Atom.of(text);
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
