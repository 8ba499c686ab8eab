package io.actor.gen;

import org.jspecify.annotations.Nullable;

/**
 * Calls the user's callbacks. What a callback gives may be returned or thrown; what is no
 * result ends the server with {@code {bad_return_value, _}}.
 */
final class Callbacks {

	private Callbacks() {
	}

	static Next call(GenServer<Object, Object> server, Object request, From from) throws Exception {
		try {
			return result(server, server.handleCall(request, from), "handleCall");
		}
		catch (ThrownResult ex) {
			return result(server, ex.result(), "handleCall");
		}
	}

	static Next cast(GenServer<Object, Object> server, Object message) throws Exception {
		try {
			return result(server, server.handleCast(message), "handleCast");
		}
		catch (ThrownResult ex) {
			return result(server, ex.result(), "handleCast");
		}
	}

	static Next info(GenServer<Object, Object> server, Object message) throws Exception {
		try {
			return result(server, server.handleInfo(message), "handleInfo");
		}
		catch (ThrownResult ex) {
			return result(server, ex.result(), "handleInfo");
		}
	}

	static Next proceed(GenServer<Object, Object> server, Object with) throws Exception {
		try {
			return result(server, server.handleContinue(with), "handleContinue");
		}
		catch (ThrownResult ex) {
			return result(server, ex.result(), "handleContinue");
		}
	}

	private static Next result(GenServer<?, ?> server, @Nullable Object given, String callback) {
		if (given instanceof Next next) {
			return next;
		}
		throw new BadReturn(server.type(), callback, given);
	}

	static Init init(GenServer<?, ?> server) throws Exception {
		Object given;
		try {
			given = server.init();
		}
		catch (ThrownResult ex) {
			given = ex.result();
		}
		if (given instanceof Init outcome) {
			return outcome;
		}
		throw new BadReturn(server.type(), "init", given);
	}

}
