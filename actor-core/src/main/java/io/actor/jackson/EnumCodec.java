package io.actor.jackson;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.actor.term.Atom;
import io.actor.term.Term;
import org.jspecify.annotations.Nullable;

/** An enum's constants as atoms. */
final class EnumCodec implements TermCodec<Object> {

	private final Map<Object, Atom> atoms = new HashMap<>();

	private final Map<Atom, Object> constants = new LinkedHashMap<>();

	EnumCodec(Class<?> type) {
		for (Object each : type.getEnumConstants()) {
			Atom atom = Names.atom((Enum<?>) each);
			this.atoms.put(each, atom);
			if (this.constants.put(atom, each) != null) {
				throw new TermMappingException(type.getSimpleName() + " has two constants with the atom " + atom
						+ "; rename one with @Tagged");
			}
		}
	}

	@Override
	public Term write(Object value) {
		@Nullable Atom atom = this.atoms.get(value);
		if (atom == null) {
			throw new TermMappingException(value + " is no constant of this enum");
		}
		return atom;
	}

	@Override
	public Object read(Term term) {
		@Nullable Object constant = (term instanceof Atom) ? this.constants.get(term) : null;
		if (constant == null) {
			throw TermMappingException.expected("one of the atoms " + this.constants.keySet(), term);
		}
		return constant;
	}

}
