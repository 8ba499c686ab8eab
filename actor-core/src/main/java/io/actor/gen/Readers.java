package io.actor.gen;

import java.util.Collection;

import io.actor.process.MessageConverter;
import io.actor.process.MessageReader;
import io.actor.term.Pid;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;

/**
 * How a server reads messages of other nodes: by the types it declares. A request or cast
 * it does not declare is refused, as if no clause matched.
 */
final class Readers {

	private final GenServer<?, ?> server;

	private final MessageReader requests;

	private final MessageReader casts;

	private final MessageReader infos;

	Readers(GenServer<?, ?> server, MessageConverter converter) {
		this.server = server;
		this.requests = converter.reader(server.requestTypes());
		this.casts = converter.reader(server.castTypes());
		this.infos = converter.reader(server.infoTypes());
	}

	Object request(Term term, @Nullable Pid sender) {
		return this.requests.read(term, sender);
	}

	Object cast(Term term, @Nullable Pid sender) {
		return this.casts.read(term, sender);
	}

	Object info(Term term, @Nullable Pid sender) {
		return this.infos.read(term, sender);
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
