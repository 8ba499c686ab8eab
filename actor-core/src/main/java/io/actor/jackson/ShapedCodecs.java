package io.actor.jackson;

import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Term;
import org.jspecify.annotations.Nullable;

/** Scalars in the forms {@link Shaped} gives them. */
final class ShapedCodecs {

	private ShapedCodecs() {
	}

	/** The codec of a type with a shape, or null if it has not that shape. */
	@SuppressWarnings("unchecked")
	static @Nullable TermCodec<Object> find(Class<?> type, Shape shape) {
		TermCodec<?> codec = (type == String.class) ? text(shape) : TimeCodecs.shaped(type, shape);
		return (TermCodec<Object>) codec;
	}

	private static @Nullable TermCodec<String> text(Shape shape) {
		return switch (shape) {
			case CHARLIST -> ScalarCodecs.of(ShapedCodecs::charlist,
					(term) -> ScalarCodecs.text(term, "a list of characters or a UTF-8 binary"));
			case ATOM -> atom();
			default -> null;
		};
	}

	/** Text as an atom. */
	static TermCodec<String> atom() {
		return ScalarCodecs.of(Names::atom, (term) -> {
			if (term instanceof Atom atom) {
				return atom.name();
			}
			throw TermMappingException.expected("an atom", term);
		});
	}

	private static Term charlist(String text) {
		ScalarCodecs.utf8(text); // refuses what has no characters
		int length = text.codePointCount(0, text.length());
		if (length > ScalarCodecs.LONGEST_CHARLIST) {
			throw new TermMappingException("a list of " + length + " characters is not read as text again, at most "
					+ ScalarCodecs.LONGEST_CHARLIST + " are");
		}
		return ListTerm.charlist(text);
	}

}
