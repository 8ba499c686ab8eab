package io.actor.spring.server;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.gen.Timeout;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.term.Term;

/** The handlers of one kind of one server, found by the class of a message. */
final class Handlers {

	/** Messages the runtime makes itself; they never come as a term. */
	private static final Set<Class<?>> LOCAL = Set.of(Down.class, Exit.class, Timeout.class);

	private final List<Handler> all;

	private final Map<Class<?>, Optional<Handler>> known = new ConcurrentHashMap<>();

	Handlers(List<Handler> all) {
		this.all = List.copyOf(all);
	}

	List<Handler> all() {
		return this.all;
	}

	/** The handler of the most specific type that fits; empty if none does. */
	Optional<Handler> of(Object message) {
		Optional<Handler> found = this.known.get(message.getClass());
		return (found != null) ? found : this.known.computeIfAbsent(message.getClass(), this::find);
	}

	private Optional<Handler> find(Class<?> type) {
		List<Handler> fitting = this.all.stream()
			.filter((handler) -> handler.message().isAssignableFrom(type))
			.toList();
		if (fitting.isEmpty()) {
			return Optional.empty();
		}
		return fitting.stream()
			.filter((one) -> fitting.stream().allMatch((other) -> other.message().isAssignableFrom(one.message())))
			.findFirst()
			.or(() -> {
				throw new IllegalStateException(fitting + " both fit " + type.getName() + " and none is more specific;"
						+ " declare a handler for that type");
			});
	}

	/** The message types that can come from another node. */
	List<Class<?>> remoteTypes() {
		return this.all.stream().<Class<?>>map(Handler::message).filter(Handlers::isRemote).toList();
	}

	private static boolean isRemote(Class<?> type) {
		if (LOCAL.contains(type)) {
			return false;
		}
		if (type.isSealed() && !Term.class.isAssignableFrom(type)) {
			return Arrays.stream(type.getPermittedSubclasses()).allMatch(Handlers::isRemote);
		}
		return type.isRecord() || type.isEnum() || Term.class.isAssignableFrom(type);
	}

}
