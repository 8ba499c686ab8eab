package io.actor.jackson;

import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * Addresses as Erlang writes them: a pid or reference as itself, a name as {@code Name}
 * or {@code {Name, Node}}.
 */
final class DestinationCodec implements TermCodec<Destination> {

	/** Names alone. */
	static TermCodec<RegisteredName> name() {
		DestinationCodec any = new DestinationCodec();
		return ScalarCodecs.of(any::write, (term) -> {
			if (term instanceof Atom || term instanceof Tuple) {
				if (any.read(term) instanceof RegisteredName name) {
					return name;
				}
			}
			throw TermMappingException.expected("a name or {Name, Node}", term);
		});
	}

	@Override
	public Term write(Destination value) {
		return switch (value) {
			case Pid pid -> pid;
			case Ref ref -> ref;
			case RegisteredName(var name, var node) ->
				(node == null) ? Names.atom(name) : Tuple.of(Names.atom(name), Names.atom(node));
		};
	}

	@Override
	public Destination read(Term term) {
		return switch (term) {
			case Pid pid -> pid;
			case Ref ref -> ref;
			case Atom name -> RegisteredName.local(name.name());
			case Tuple tuple when tuple.arity() == 2 && tuple.get(0) instanceof Atom name
					&& tuple.get(1) instanceof Atom node ->
				new RegisteredName(name.name(), node.name());
			default -> throw TermMappingException.expected("a pid, a reference, a name or {Name, Node}", term);
		};
	}

}
