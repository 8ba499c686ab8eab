package io.actor.gen;

/**
 * A server was called, cast to or continued, and has no callback for it; Erlang's
 * {@code undef}.
 */
public class UndefinedCallbackException extends UnsupportedOperationException {

	UndefinedCallbackException(Class<?> server, String callback, Object argument) {
		super(server.getName() + " does not override " + callback + ", it was given " + Reports.print(argument));
	}

}
