package io.actor.gen;

/**
 * A server was asked or told something it does not declare; Erlang's
 * {@code function_clause}.
 */
public class UnknownRequestException extends RuntimeException {

	UnknownRequestException(Class<?> server, Object message) {
		super(server.getName() + " does not handle " + Reports.print(message));
	}

}
