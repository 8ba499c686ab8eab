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

	@Override
	public Term write(Destination value) {
		return switch (value) {
			case Pid pid -> pid;
			case Ref ref -> ref;
			case RegisteredName(var name, var node) ->
				(node == null) ? Atom.of(name) : Tuple.of(Atom.of(name), Atom.of(node));
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
