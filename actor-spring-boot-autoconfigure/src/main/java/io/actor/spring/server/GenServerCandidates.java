package io.actor.spring.server;

import io.actor.spring.annotation.GenServer;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Keeps annotated servers from being injected: an instance somebody else holds would be a
 * second one that no process runs.
 */
public final class GenServerCandidates implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		for (String bean : beans.getBeanDefinitionNames()) {
			if (beans.findAnnotationOnBean(bean, GenServer.class, false) != null) {
				beans.getBeanDefinition(bean).setAutowireCandidate(false);
			}
		}
	}

}
