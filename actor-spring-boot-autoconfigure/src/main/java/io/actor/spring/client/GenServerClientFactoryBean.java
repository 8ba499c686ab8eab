package io.actor.spring.client;

import java.time.Duration;
import java.util.function.Supplier;

import io.actor.gen.ServerRef;
import io.actor.spring.annotation.GenServerClient;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.StringUtils;

/** Makes the bean of one client interface. */
final class GenServerClientFactoryBean implements FactoryBean<Object>, BeanFactoryAware {

	private final Class<?> client;

	private final GenServerClient annotation;

	private final ActorOperations actors;

	private String server = "";

	private Duration timeout = Duration.ZERO;

	GenServerClientFactoryBean(Class<?> client, ActorOperations actors) {
		this.client = client;
		GenServerClient found = AnnotatedElementUtils.findMergedAnnotation(client, GenServerClient.class);
		if (found == null) {
			throw new IllegalArgumentException(client.getName() + " has no @GenServerClient");
		}
		this.annotation = found;
		this.actors = actors;
	}

	/**
	 * Resolves and checks, so that the application does not start if a rule is broken.
	 */
	@Override
	public void setBeanFactory(BeanFactory beans) {
		ConfigurableBeanFactory resolver = (ConfigurableBeanFactory) beans;
		this.server = resolved(resolver, this.annotation.value());
		try {
			ServerName.parse(this.server);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidGenServerClientException(
					"@GenServerClient " + this.client.getName() + ": " + ex.getMessage() + ".",
					"Correct the value of the annotation.");
		}
		String time = resolved(resolver, this.annotation.timeout());
		if (StringUtils.hasText(time)) {
			this.timeout = duration(time);
		}
		else if (this.actors instanceof ActorTemplate template) {
			this.timeout = template.timeout();
		}
		else {
			this.timeout = duration(resolved(resolver, "${actor.default-call-timeout:5s}"));
		}
		GenServerClientProxy.methods(this.client);
	}

	private Duration duration(String time) {
		try {
			Duration read = DurationStyle.detectAndParse(time);
			if (read.isPositive()) {
				return read;
			}
		}
		catch (IllegalArgumentException ex) {
			// Said below, with the place.
		}
		throw new InvalidGenServerClientException("@GenServerClient " + this.client.getName() + " has the timeout '"
				+ time + "', which is no time to wait.", "Write a duration such as '2s'.");
	}

	private static String resolved(ConfigurableBeanFactory beans, String text) {
		String resolved = beans.resolveEmbeddedValue(text);
		return (resolved != null) ? resolved.strip() : "";
	}

	@Override
	public Object getObject() {
		ServerName name = ServerName.parse(this.server);
		// The template need not read the name again for each message.
		Supplier<ServerRef> reference = (this.actors instanceof ActorTemplate template) ? () -> template.server(name)
				: () -> this.actors.server(this.server);
		return GenServerClientProxy.create(this.client, name, reference, this.timeout);
	}

	@Override
	public Class<?> getObjectType() {
		return this.client;
	}

}
