package io.actor.spring.autoconfigure;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * What keeps cookies out of the endpoints that show properties. The properties are there
 * whether there is a node or not, and so is this.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class ActorSanitizingAutoConfiguration {

	ActorSanitizingAutoConfiguration() {
	}

	/** Whatever {@code show-values} says: no endpoint shows a cookie. */
	@Bean
	SanitizingFunction cookieSanitizingFunction(Environment environment) {
		return CookieSanitizer.of(environment);
	}

}
