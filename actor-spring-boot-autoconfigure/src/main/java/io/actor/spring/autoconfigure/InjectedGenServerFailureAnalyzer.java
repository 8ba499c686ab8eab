package io.actor.spring.autoconfigure;

import io.actor.spring.annotation.GenServer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;

/** Explains that a server cannot be injected; before others say there is no such bean. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InjectedGenServerFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		ResolvableType wanted = cause.getResolvableType();
		Class<?> type = (wanted != null) ? wanted.resolve() : cause.getBeanType();
		if (type == null || !AnnotatedElementUtils.hasAnnotation(type, GenServer.class)) {
			return null;
		}
		return new FailureAnalysis(
				((description != null) ? description : "A bean") + " wants " + type.getName()
						+ " injected, which is a @GenServer: its instances belong to their processes, and each restart"
						+ " makes a new one.",
				"Inject an interface with @GenServerClient for it, or ActorTemplate and use 'server(name)', or the"
						+ " ServerRef it gives.",
				cause);
	}

}
