package io.actor.spring.client;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.actor.gen.ServerRef;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/** What a client bean does when its methods are called. */
final class GenServerClientProxy implements InvocationHandler {

	private final Class<?> client;

	private final ServerName name;

	private final Supplier<ServerRef> server;

	private final Duration timeout;

	private final Map<Method, ClientMethod> methods;

	private GenServerClientProxy(Class<?> client, ServerName name, Supplier<ServerRef> server, Duration timeout) {
		this.client = client;
		this.name = name;
		this.server = server;
		this.timeout = timeout;
		this.methods = methods(client);
	}

	/** Reads the methods of an interface, default and static ones left out. */
	static Map<Method, ClientMethod> methods(Class<?> client) {
		Map<Method, ClientMethod> read = new HashMap<>();
		for (Method method : client.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers()) && !ReflectionUtils.isObjectMethod(method)) {
				read.put(method, ClientMethod.of(client, method));
			}
		}
		return Map.copyOf(read);
	}

	/** A bean of this interface. */
	static Object create(Class<?> client, ServerName name, Supplier<ServerRef> server, Duration timeout) {
		return Proxy.newProxyInstance(client.getClassLoader(), new Class<?>[] { client },
				new GenServerClientProxy(client, name, server, timeout));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		ClientMethod message = this.methods.get(method);
		if (message != null && arguments != null) {
			Object argument = Objects.requireNonNull(arguments[0],
					() -> "The message of " + this.client.getName() + "." + method.getName() + " is null");
			return message.send(this.server.get(), argument, this.timeout);
		}
		if (method.isDefault()) {
			return runDefault(proxy, method, arguments);
		}
		return switch (method.getName()) {
			case "equals" -> arguments != null && proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> this.client.getSimpleName() + "[" + this.name + "]";
		};
	}

	/** {@link InvocationHandler#invokeDefault} refuses interfaces that are not public. */
	private static @Nullable Object runDefault(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		Class<?> declaring = method.getDeclaringClass();
		MethodHandle code = MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
			.unreflectSpecial(method, declaring)
			.bindTo(proxy);
		return (arguments != null) ? code.invokeWithArguments(arguments) : code.invokeWithArguments();
	}

}
