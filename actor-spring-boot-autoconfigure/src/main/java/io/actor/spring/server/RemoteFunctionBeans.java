package io.actor.spring.server;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

import io.actor.rpc.RemoteFunctions;
import io.actor.spring.annotation.ActorDefinitionException;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.RemoteFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** The methods of beans that other nodes may call. Read without making the beans. */
public final class RemoteFunctionBeans {

	private static final Logger LOGGER = LoggerFactory.getLogger(RemoteFunctionBeans.class);

	private static final String ANNOTATION = "@RemoteFunction ";

	private final ConfigurableListableBeanFactory beans;

	/** Which method has which name. */
	private final Map<String, Method> methods = new HashMap<>();

	private RemoteFunctionBeans(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * All functions of these beans.
	 * @throws ActorDefinitionException if one of them cannot be called
	 */
	public static RemoteFunctions of(ConfigurableListableBeanFactory beans) {
		RemoteFunctionBeans reader = new RemoteFunctionBeans(beans);
		RemoteFunctions functions = RemoteFunctions.NONE;
		for (String bean : beans.getBeanDefinitionNames()) {
			if (!beans.getMergedBeanDefinition(bean).isAbstract() && !ScopedProxyUtils.isScopedTarget(bean)) {
				functions = reader.read(bean, functions);
			}
		}
		return functions;
	}

	private RemoteFunctions read(String bean, RemoteFunctions before) {
		Class<?> declared = this.beans.getType(bean, false);
		if (declared == null || !AnnotationUtils.isCandidateClass(declared, RemoteFunction.class)) {
			return before;
		}
		Class<?> type = ClassUtils.getUserClass(declared);
		RemoteFunctions functions = before;
		for (Map.Entry<Method, RemoteFunction> each : annotated(bean, type).entrySet()) {
			Method method = each.getKey();
			check(bean, type, method);
			String module = module(method, each.getValue());
			String name = StringUtils.hasText(each.getValue().name()) ? each.getValue().name().strip()
					: snake(method.getName());
			unique(module + ":" + name + "/" + method.getParameterCount(), method);
			try {
				functions = functions.function(module, name, method.getParameterCount(),
						new BeanFunction(() -> this.beans.getBean(bean), method));
			}
			catch (IllegalArgumentException ex) {
				throw wrong(method, "cannot be called by other nodes: " + ex.getMessage(),
						"Give it another module or name.");
			}
		}
		return functions;
	}

	/**
	 * None if the methods cannot be read because one names a class that is not there. It
	 * is a bean nobody makes, for else Spring would have said so.
	 */
	private static Map<Method, RemoteFunction> annotated(String bean, Class<?> type) {
		Map<Method, RemoteFunction> found = new TreeMap<>(Comparator.comparing(Method::toString));
		try {
			found.putAll(MethodIntrospector.selectMethods(type,
					(MethodIntrospector.MetadataLookup<RemoteFunction>) (method) -> AnnotatedElementUtils
						.findMergedAnnotation(method, RemoteFunction.class)));
		}
		catch (IllegalStateException | LinkageError | TypeNotPresentException ex) {
			LOGGER.debug("The methods of the bean '{}' cannot be read", bean, ex);
		}
		return found;
	}

	private void check(String bean, Class<?> type, Method method) {
		if (this.beans.findAnnotationOnBean(bean, GenServer.class, false) != null) {
			throw wrong(method, "is a method of a @GenServer, whose state belongs to its process",
					"Make it a @HandleCall, which other nodes call by 'gen_server:call', or put it into a bean of its"
							+ " own that calls the server.");
		}
		if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
			String word = Modifier.isPrivate(method.getModifiers()) ? "private" : "static";
			throw wrong(method, "is " + word, "Remove the word '" + word
					+ "': it is called on the bean, and at least package-private, so that proxies can pass it on.");
		}
		if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
			throw wrong(method, "returns a " + method.getReturnType().getSimpleName(),
					"Return the value itself; each call runs in a process of its own, which may wait.");
		}
		try {
			Class<?> seen = this.beans.getType(bean, false);
			AopUtils.selectInvocableMethod(method, (seen != null) ? seen : type);
		}
		catch (IllegalStateException ex) {
			throw wrong(method, "is not a method of the interfaces its proxy has",
					"Declare it in an interface, or let the proxy extend the class (spring.aop.proxy-target-class=true).");
		}
	}

	private String module(Method method, RemoteFunction annotation) {
		String module = this.beans.resolveEmbeddedValue(annotation.module());
		if (!StringUtils.hasText(module)) {
			throw wrong(method, "has no module",
					"Say which Erlang module callers write, for example module = \"rooms\".");
		}
		return module.strip();
	}

	private void unique(String name, Method method) {
		Method other = this.methods.putIfAbsent(name, method);
		if (other != null) {
			throw new ActorDefinitionException(
					"Both " + Handler.describe(other) + " and " + Handler.describe(method) + " are @RemoteFunction "
							+ name + ".",
					"Give one of them another module or name: a function is known by these and its number of arguments.");
		}
	}

	/** {@code countMembers} is {@code count_members}. */
	private static String snake(String name) {
		return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
	}

	private static ActorDefinitionException wrong(Method method, String problem, String action) {
		return new ActorDefinitionException(ANNOTATION + Handler.describe(method) + " " + problem + ".", action);
	}

}
