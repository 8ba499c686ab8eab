package io.actor.spring.client;

import java.time.Duration;

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

	private final ActorTemplate actors;

	private String server = "";

	private Duration timeout;

	GenServerClientFactoryBean(Class<?> client, ActorTemplate actors) {
		this.client = client;
		GenServerClient found = AnnotatedElementUtils.findMergedAnnotation(client, GenServerClient.class);
		if (found == null) {
			throw new IllegalArgumentException(client.getName() + " has no @GenServerClient");
		}
		this.annotation = found;
		this.actors = actors;
		this.timeout = actors.timeout();
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
			try {
				this.timeout = DurationStyle.detectAndParse(time);
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidGenServerClientException("@GenServerClient " + this.client.getName()
						+ " has the timeout '" + time + "', which is no time.", "Write a duration such as '2s'.");
			}
		}
		GenServerClientProxy.methods(this.client);
	}

	private static String resolved(ConfigurableBeanFactory beans, String text) {
		String resolved = beans.resolveEmbeddedValue(text);
		return (resolved != null) ? resolved.strip() : "";
	}

	@Override
	public Object getObject() {
		return GenServerClientProxy.create(this.client, ServerName.parse(this.server), this.actors, this.timeout);
	}

	@Override
	public Class<?> getObjectType() {
		return this.client;
	}

}
