package io.actor.spring.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.actor.gen.From;
import io.actor.gen.Next;
import io.actor.process.Process;
import org.jspecify.annotations.Nullable;

/**
 * One handler method, ready to be called.
 *
 * @param method the method
 * @param message type of the messages it handles
 * @param result what it does with its result
 * @param code takes the server, the message, the caller and the process
 */
record Handler(Method method, Class<?> message, Result result, MethodHandle code) {

	private static final MethodType SHAPE = MethodType.genericMethodType(4);

	/** What the return value of a handler means. */
	enum Result {

		/** There is none. */
		NONE,

		/** It is the reply. */
		REPLY,

		/** It completes with the reply. */
		LATER,

		/** It says what the server does next. */
		NEXT

	}

	/** A handler for messages of this type; the method has been checked. */
	static Handler of(Method method, Class<?> message, Result result) {
		try {
			method.setAccessible(true);
			MethodHandle plain = MethodHandles.lookup().unreflect(method);
			Class<?>[] parameters = method.getParameterTypes();
			int[] order = new int[parameters.length + 1];
			for (int i = 0; i < parameters.length; i++) {
				order[i + 1] = isFrom(parameters[i]) ? 2 : isProcess(parameters[i]) ? 3 : 1;
			}
			MethodHandle code = MethodHandles.permuteArguments(plain.asType(plain.type().generic()), SHAPE, order);
			return new Handler(method, message, result, code);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(describe(method) + " cannot be called", ex);
		}
	}

	static boolean isFrom(Class<?> parameter) {
		return parameter == From.class;
	}

	static boolean isProcess(Class<?> parameter) {
		return parameter == Process.class;
	}

	/** Runs it in the process of its server. */
	@Nullable Object call(Object server, Object message, @Nullable From from, Process self) throws Exception {
		try {
			return this.code.invokeExact(server, message, (Object) from, (Object) self);
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(this + " threw something that is no exception", ex);
		}
	}

	/** Runs a handler that returns what the server does next, or nothing. */
	Next callForNext(Object server, Object message, @Nullable From from, Process self) throws Exception {
		Object returned = call(server, message, from, self);
		if (this.result != Result.NEXT) {
			return Next.NO_REPLY;
		}
		if (returned instanceof Next next) {
			return next;
		}
		throw new IllegalStateException(this + " returned null and not what to do next; return Next.NO_REPLY");
	}

	/** A method for people: {@code RoomServer.history(History)}. */
	static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + method.getName() + "("
				+ Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", "))
				+ ")";
	}

	@Override
	public String toString() {
		return describe(this.method);
	}

}
