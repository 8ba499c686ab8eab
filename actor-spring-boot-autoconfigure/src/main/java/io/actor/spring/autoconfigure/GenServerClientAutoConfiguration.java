package io.actor.spring.autoconfigure;

import io.actor.spring.client.ActorOperations;
import io.actor.spring.client.GenServerClientRegistrar;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Import;

/** A bean for each client interface in the packages of the application. */
@AutoConfiguration(after = ActorAutoConfiguration.class)
@ConditionalOnBean(ActorOperations.class)
@Import(GenServerClientRegistrar.class)
public final class GenServerClientAutoConfiguration {

	GenServerClientAutoConfiguration() {
	}

}
