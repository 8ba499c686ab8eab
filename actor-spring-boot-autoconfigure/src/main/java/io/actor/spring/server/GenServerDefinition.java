package io.actor.spring.server;

import java.time.Duration;
import java.util.Locale;

import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.InvalidGenServerException;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Shutdown;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * A bean whose class has {@link GenServer}, with what the annotation says.
 *
 * @param bean name of the bean
 * @param type its class and handlers
 * @param name registered name
 * @param supervisor name of its supervisor, or empty for the application's
 * @param restart when it is restarted
 * @param shutdown how it is stopped
 * @param cpuBound whether its handlers only compute
 * @param order its place among the children of its supervisor
 */
record GenServerDefinition(String bean, ServerType type, String name, String supervisor, Restart restart,
		Shutdown shutdown, boolean cpuBound, int order) {

	/** Reads and checks a bean without making it. */
	static GenServerDefinition of(ConfigurableListableBeanFactory beans, String bean, GenServer annotation) {
		Class<?> declared = beans.getType(bean, false);
		if (declared == null) {
			throw new IllegalStateException("The type of the bean '" + bean + "' is not known");
		}
		Class<?> type = ClassUtils.getUserClass(declared);
		if (!beans.isPrototype(bean)) {
			throw new InvalidGenServerException(
					"The bean '" + bean + "' of @GenServer " + type.getName()
							+ " is not a prototype, so a restart would get the object that crashed.",
					"Let component scanning find the class, or add @Scope(\"prototype\") to the method that declares it.");
		}
		String name = resolve(beans, annotation.name());
		Order order = beans.findAnnotationOnBean(bean, Order.class, false);
		return new GenServerDefinition(bean, ServerType.of(type), name.isEmpty() ? bean : name,
				resolve(beans, annotation.supervisor()), annotation.restart(),
				shutdown(type, resolve(beans, annotation.shutdown())), annotation.cpuBound(),
				(order != null) ? order.value() : Ordered.LOWEST_PRECEDENCE);
	}

	private static String resolve(ConfigurableListableBeanFactory beans, String text) {
		String resolved = beans.resolveEmbeddedValue(text);
		return StringUtils.hasText(resolved) ? resolved.strip() : "";
	}

	private static Shutdown shutdown(Class<?> type, String text) {
		return switch (text.toLowerCase(Locale.ROOT).replace('-', '_')) {
			case "infinity" -> Shutdown.INFINITY;
			case "brutal_kill" -> Shutdown.BRUTAL_KILL;
			default -> Shutdown.after(duration(type, text));
		};
	}

	private static Duration duration(Class<?> type, String text) {
		try {
			Duration read = DurationStyle.detectAndParse(text);
			if (!read.isNegative()) {
				return read;
			}
		}
		catch (IllegalArgumentException ex) {
			// Said below, with the place.
		}
		throw new InvalidGenServerException(
				"@GenServer " + type.getName() + " has the shutdown '" + text + "', which is no time.",
				"Write a duration such as '10s', or 'infinity', or 'brutal_kill'.");
	}

	/** The server for people: its class and bean. */
	String describe() {
		return "@GenServer " + this.type;
	}

}
