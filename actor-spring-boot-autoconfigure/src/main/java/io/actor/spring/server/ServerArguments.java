package io.actor.spring.server;

import java.lang.reflect.Constructor;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;

/**
 * Constructor arguments of a server: those whoever starts it gives, and beans for the
 * rest.
 */
final class ServerArguments {

	private ServerArguments() {
	}

	/**
	 * All arguments of the server's constructor. A parameter takes the next given
	 * argument if that fits its type, else a bean.
	 */
	static @Nullable Object[] complete(ConfigurableListableBeanFactory beans, GenServerDefinition definition,
			Object[] given) {
		Constructor<?> constructor = constructor(definition);
		Class<?>[] parameters = constructor.getParameterTypes();
		@Nullable Object[] all = new @Nullable Object[parameters.length];
		int next = 0;
		for (int i = 0; i < parameters.length; i++) {
			if (next < given.length && ClassUtils.isAssignableValue(parameters[i], given[next])) {
				all[i] = given[next++];
			}
			else {
				all[i] = beans.resolveDependency(new DependencyDescriptor(new MethodParameter(constructor, i), true),
						definition.bean());
			}
		}
		if (next < given.length) {
			throw new IllegalArgumentException("The constructor of " + definition.describe() + " has no parameter for "
					+ given[next].getClass().getName() + " at its place among " + Arrays.toString(parameters));
		}
		return all;
	}

	private static Constructor<?> constructor(GenServerDefinition definition) {
		Constructor<?>[] constructors = definition.type().type().getDeclaredConstructors();
		if (constructors.length == 1) {
			return constructors[0];
		}
		return Arrays.stream(constructors)
			.filter((each) -> each.isAnnotationPresent(Autowired.class))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					definition.describe() + " has several constructors; mark the one to use with @Autowired"));
	}

}
