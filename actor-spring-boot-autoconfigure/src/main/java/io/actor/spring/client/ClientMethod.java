package io.actor.spring.client;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.actor.gen.ServerRef;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** What a method of a client interface does with its argument. */
sealed interface ClientMethod {

	/** Sends the message; gives back what the method returns. */
	@Nullable Object send(ServerRef server, Object message, Duration timeout);

	/** Tells the server. */
	record Cast() implements ClientMethod {

		@Override
		public @Nullable Object send(ServerRef server, Object message, Duration timeout) {
			server.cast(message);
			return null;
		}

	}

	/**
	 * Asks the server and waits.
	 *
	 * @param reply type of the answer
	 */
	record Call(Type reply) implements ClientMethod {

		@Override
		public Object send(ServerRef server, Object message, Duration timeout) {
			return server.ask(message, this.reply, timeout);
		}

	}

	/**
	 * Asks the server and does not wait.
	 *
	 * @param reply type of the answer
	 */
	record CallLater(Type reply) implements ClientMethod {

		@Override
		public Object send(ServerRef server, Object message, Duration timeout) {
			return server.askAsync(message, this.reply, timeout);
		}

	}

	/**
	 * Reads a method.
	 * @throws InvalidGenServerClientException if it cannot be a message
	 */
	static ClientMethod of(Class<?> client, Method method) {
		if (method.getParameterCount() != 1) {
			throw new InvalidGenServerClientException(
					"The method '" + method.getName() + "' of @GenServerClient " + client.getName() + " has "
							+ method.getParameterCount() + " parameters.",
					"Give it one parameter, the message; put what it needs into a record.");
		}
		ResolvableType returned = ResolvableType.forMethodReturnType(method, client);
		Class<?> type = returned.toClass();
		if (type == void.class) {
			return new Cast();
		}
		if (type == CompletableFuture.class || type == CompletionStage.class || type == Future.class) {
			return new CallLater(returned.hasGenerics() ? returned.getGeneric(0).getType() : Object.class);
		}
		return new Call(type.isPrimitive() ? ClassUtils.resolvePrimitiveIfNecessary(type) : returned.getType());
	}

}
