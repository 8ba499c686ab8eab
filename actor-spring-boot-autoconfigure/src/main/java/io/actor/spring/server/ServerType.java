package io.actor.spring.server;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.actor.gen.Next;
import io.actor.process.ExitReason;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.InvalidGenServerException;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * A class with {@link GenServer}: its handlers, read and checked once.
 */
final class ServerType {

	private final Class<?> type;

	private final Map<HandlerKind, Handlers> handlers = new EnumMap<>(HandlerKind.class);

	private ServerType(Class<?> type) {
		this.type = type;
	}

	/**
	 * Reads a class.
	 * @throws InvalidGenServerException if it breaks a rule
	 */
	static ServerType of(Class<?> type) {
		if (io.actor.gen.GenServer.class.isAssignableFrom(type)) {
			throw new InvalidGenServerException(
					"@GenServer " + type.getName() + " extends " + io.actor.gen.GenServer.class.getName()
							+ "; a class is one or the other.",
					"Remove the annotation and declare the server as a bean: '@Bean ChildSpec "
							+ ClassUtils.getShortNameAsProperty(type) + "() { return ChildSpec.worker(...); }'.");
		}
		ServerType read = new ServerType(type);
		for (HandlerKind kind : HandlerKind.values()) {
			read.handlers.put(kind, new Handlers(read.read(kind)));
		}
		if (read.calls().all().isEmpty() && read.casts().all().isEmpty() && read.infos().all().isEmpty()) {
			throw new InvalidGenServerException("@GenServer " + type.getName() + " handles no message.",
					"Annotate at least one method with @HandleCall, @HandleCast or @HandleInfo.");
		}
		return read;
	}

	Class<?> type() {
		return this.type;
	}

	Handlers calls() {
		return of(HandlerKind.CALL);
	}

	Handlers casts() {
		return of(HandlerKind.CAST);
	}

	Handlers infos() {
		return of(HandlerKind.INFO);
	}

	Handlers terminates() {
		return of(HandlerKind.TERMINATE);
	}

	private Handlers of(HandlerKind kind) {
		return this.handlers.getOrDefault(kind, new Handlers(List.of()));
	}

	private List<Handler> read(HandlerKind kind) {
		MethodIntrospector.MetadataLookup<Boolean> annotated = (
				method) -> AnnotatedElementUtils.hasAnnotation(method, kind.annotation()) ? Boolean.TRUE : null;
		List<Method> methods = new ArrayList<>(MethodIntrospector.selectMethods(this.type, annotated).keySet());
		methods.sort(Comparator.comparing(Method::toString));
		Map<Class<?>, Handler> byType = new LinkedHashMap<>();
		for (Method method : methods) {
			checkCallable(kind, method);
			Handler handler = (kind == HandlerKind.TERMINATE) ? terminate(method) : handler(kind, method);
			Handler other = byType.putIfAbsent(handler.message(), handler);
			if (other != null) {
				throw duplicate(kind, handler, other);
			}
		}
		return List.copyOf(byType.values());
	}

	private static InvalidGenServerException duplicate(HandlerKind kind, Handler handler, Handler other) {
		if (kind == HandlerKind.TERMINATE) {
			return new InvalidGenServerException("Both " + other + " and " + handler + " are " + kind + ".",
					"Keep one; a server cleans up in one place.");
		}
		return new InvalidGenServerException(
				"Both " + other + " and " + handler + " are " + kind + " for " + handler.message().getName() + ".",
				"Keep one of them, or give one another message type: there is one handler per type and kind.");
	}

	private static void checkCallable(HandlerKind kind, Method method) {
		if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
			String word = Modifier.isPrivate(method.getModifiers()) ? "private" : "static";
			throw wrong(kind, method, "is " + word, "Remove the word '" + word
					+ "': handlers are methods of the server's object and at least package-private, so that proxies can pass them on.");
		}
	}

	private Handler handler(HandlerKind kind, Method method) {
		Class<?>[] parameters = method.getParameterTypes();
		if (parameters.length == 0 || Handler.isFrom(parameters[0]) || Handler.isProcess(parameters[0])) {
			throw wrong(kind, method, "does not begin with a message",
					"Make the type of message it handles its first parameter.");
		}
		boolean takesFrom = false;
		for (int i = 1; i < parameters.length; i++) {
			boolean from = Handler.isFrom(parameters[i]);
			takesFrom |= from;
			if (!(from && kind == HandlerKind.CALL) && !Handler.isProcess(parameters[i])) {
				throw wrong(kind, method, "has a parameter of type " + parameters[i]
					.getName() + ", which nobody can supply", (kind == HandlerKind.CALL)
							? "After the message it may take io.actor.gen.From and io.actor.process.Process, nothing else."
							: "After the message it may take io.actor.process.Process, nothing else"
									+ (from ? ": only a @HandleCall has somebody to answer." : "."));
			}
		}
		Class<?> message = ClassUtils
			.resolvePrimitiveIfNecessary(ResolvableType.forMethodParameter(method, 0, this.type).toClass());
		return Handler.of(method, message, result(kind, method, takesFrom));
	}

	private Handler.Result result(HandlerKind kind, Method method, boolean takesFrom) {
		Class<?> returned = ResolvableType.forMethodReturnType(method, this.type).toClass();
		if (Next.class.isAssignableFrom(returned)) {
			return Handler.Result.NEXT;
		}
		boolean nothing = returned == void.class || returned == Void.class;
		if (kind != HandlerKind.CALL) {
			if (!nothing) {
				throw wrong(kind, method, "returns " + returned.getName() + ", which nobody receives",
						"Return void, or io.actor.gen.Next to say what the server does next; answers are given by a @HandleCall.");
			}
			return Handler.Result.NONE;
		}
		if (takesFrom && !nothing) {
			throw wrong(kind, method, "both returns a value and takes a From",
					"Return the reply, or return void and answer with From.reply, not both.");
		}
		if (!takesFrom && nothing) {
			throw wrong(kind, method, "returns nothing, so its caller would never be answered",
					"Return the reply, take an io.actor.gen.From to answer later, or make it a @HandleCast.");
		}
		if (nothing) {
			return Handler.Result.NONE;
		}
		return CompletionStage.class.isAssignableFrom(returned) ? Handler.Result.LATER : Handler.Result.REPLY;
	}

	private static Handler terminate(Method method) {
		for (Class<?> parameter : method.getParameterTypes()) {
			if (parameter != ExitReason.class && !Handler.isProcess(parameter)) {
				throw wrong(HandlerKind.TERMINATE, method,
						"has a parameter of type " + parameter.getName() + ", which nobody can supply",
						"It may take io.actor.process.ExitReason and io.actor.process.Process, nothing else.");
			}
		}
		if (method.getReturnType() != void.class) {
			throw wrong(HandlerKind.TERMINATE, method,
					"returns " + method.getReturnType().getName() + ", which nobody receives", "Return void.");
		}
		return Handler.of(method, ExitReason.class, Handler.Result.NONE);
	}

	private static InvalidGenServerException wrong(HandlerKind kind, Method method, String what, String action) {
		return new InvalidGenServerException(kind + " " + Handler.describe(method) + " " + what + ".", action);
	}

	@Override
	public String toString() {
		return this.type.getName();
	}

}
