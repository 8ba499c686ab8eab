package io.actor.spring.server;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;

/**
 * Arguments of the constructor of a server, or of the bean method that makes it: those
 * whoever starts it gives, and beans for the rest.
 */
final class ServerArguments {

	private ServerArguments() {
	}

	/**
	 * All arguments of what makes the server. A parameter takes the next given argument
	 * if that fits its type, else a bean.
	 */
	static @Nullable Object[] complete(ConfigurableListableBeanFactory beans, GenServerDefinition definition,
			Object[] given) {
		Executable maker = maker(beans, definition);
		Class<?>[] parameters = maker.getParameterTypes();
		@Nullable Object[] all = new @Nullable Object[parameters.length];
		int next = 0;
		for (int i = 0; i < parameters.length; i++) {
			if (next < given.length && ClassUtils.isAssignableValue(parameters[i], given[next])) {
				all[i] = given[next++];
			}
			else {
				all[i] = beans.resolveDependency(
						new DependencyDescriptor(MethodParameter.forExecutable(maker, i), true), definition.bean());
			}
		}
		if (next < given.length) {
			throw new IllegalArgumentException(
					((maker instanceof Method method) ? "The bean method " + Handler.describe(method) + " of "
							: "The constructor of ") + definition.describe() + " has no parameter for "
							+ given[next].getClass().getName() + " at its place among " + Arrays.toString(parameters));
		}
		return all;
	}

	private static Executable maker(ConfigurableListableBeanFactory beans, GenServerDefinition definition) {
		BeanDefinition declared = beans.getMergedBeanDefinition(definition.bean());
		if (declared.getFactoryMethodName() == null) {
			return constructor(definition);
		}
		Method method = (declared instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		if (method == null) {
			throw new IllegalArgumentException("The bean '" + definition.bean() + "' of " + definition.describe()
					+ " is declared by several methods '" + declared.getFactoryMethodName()
					+ "'; arguments can be given to one that is the only one of its name");
		}
		return method;
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
