package io.actor.gen;

import java.util.Collection;
import java.util.function.Function;

import io.actor.process.MessageConverter;
import io.actor.term.Term;

/**
 * How a server reads messages of other nodes: by the types it declares. A request or cast
 * it does not declare is refused, as if no clause matched.
 */
final class Readers {

	private final GenServer<?, ?> server;

	private final Function<Term, Object> requests;

	private final Function<Term, Object> casts;

	private final Function<Term, Object> infos;

	Readers(GenServer<?, ?> server, MessageConverter converter) {
		this.server = server;
		this.requests = converter.reader(server.requestTypes());
		this.casts = converter.reader(server.castTypes());
		this.infos = converter.reader(server.infoTypes());
	}

	Object request(Term term) {
		return this.requests.apply(term);
	}

	Object cast(Term term) {
		return this.casts.apply(term);
	}

	Object info(Term term) {
		return this.infos.apply(term);
	}

	void checkRequest(Object request) {
		check(request, this.server.requestTypes());
	}

	void checkCast(Object message) {
		check(message, this.server.castTypes());
	}

	/** A message nobody declared is a term; a server may declare terms, and gets it. */
	private void check(Object message, Collection<? extends Class<?>> declared) {
		if (message instanceof Term && declared.stream().noneMatch((type) -> type.isInstance(message))) {
			throw new UnknownRequestException(this.server.type(), message);
		}
	}

}
