package io.actor.gen;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The classes a server gave for the type parameters of {@link GenServer}. */
final class TypeArguments {

	private TypeArguments() {
	}

	/** None for what says nothing: {@code Object}, or any {@code Request<?>}. */
	static List<Class<?>> of(Class<?> server, int index) {
		Class<?> type = erase(resolve(server, GenServer.class, index));
		return (type == null || type == Object.class || type == Request.class) ? List.of() : List.of(type);
	}

	/** What a request is answered with, or {@link Object} if that cannot be told. */
	static Type replyOf(Class<?> request) {
		Type argument = resolve(request, Request.class, 0);
		return (argument == null || argument instanceof TypeVariable) ? Object.class : argument;
	}

	private static @Nullable Type resolve(Class<?> from, Class<?> declaring, int index) {
		Map<TypeVariable<?>, Type> known = new HashMap<>();
		return find(from, declaring, index, known);
	}

	private static @Nullable Type find(Class<?> type, Class<?> declaring, int index, Map<TypeVariable<?>, Type> known) {
		if (type == declaring) {
			Type argument = type.getTypeParameters()[index];
			while (argument instanceof TypeVariable<?> variable && known.containsKey(variable)) {
				argument = known.get(variable);
			}
			return argument;
		}
		for (Type parent : type.getGenericInterfaces()) {
			Type found = descend(parent, declaring, index, known);
			if (found != null) {
				return found;
			}
		}
		Type parent = type.getGenericSuperclass();
		return (parent != null) ? descend(parent, declaring, index, known) : null;
	}

	private static @Nullable Type descend(Type parent, Class<?> declaring, int index,
			Map<TypeVariable<?>, Type> known) {
		Class<?> raw = erase(parent);
		if (raw == null || !declaring.isAssignableFrom(raw)) {
			return null;
		}
		if (parent instanceof ParameterizedType parameterized) {
			TypeVariable<?>[] variables = raw.getTypeParameters();
			Type[] arguments = parameterized.getActualTypeArguments();
			for (int i = 0; i < variables.length; i++) {
				known.put(variables[i], arguments[i]);
			}
		}
		return find(raw, declaring, index, known);
	}

	private static @Nullable Class<?> erase(@Nullable Type type) {
		return switch (type) {
			case Class<?> plain -> plain;
			case ParameterizedType parameterized -> erase(parameterized.getRawType());
			case WildcardType wildcard -> erase(wildcard.getUpperBounds()[0]);
			case null, default -> null;
		};
	}

}
