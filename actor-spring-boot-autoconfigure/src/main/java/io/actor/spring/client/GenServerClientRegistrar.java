package io.actor.spring.client;

import io.actor.spring.annotation.GenServerClient;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Registers a bean for each interface with {@link GenServerClient} in the packages of the
 * application.
 */
public final class GenServerClientRegistrar
		implements ImportBeanDefinitionRegistrar, BeanFactoryAware, EnvironmentAware, ResourceLoaderAware {

	private @Nullable BeanFactory beans;

	private Environment environment = new StandardEnvironment();

	private ResourceLoader resources = new DefaultResourceLoader();

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beans = beanFactory;
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void setResourceLoader(ResourceLoader resourceLoader) {
		this.resources = resourceLoader;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
		if (!(this.beans instanceof ListableBeanFactory known) || !AutoConfigurationPackages.has(known)) {
			return;
		}
		InterfaceScanner scanner = new InterfaceScanner(this.environment);
		scanner.setResourceLoader(this.resources);
		for (String location : AutoConfigurationPackages.get(known)) {
			for (BeanDefinition found : scanner.findCandidateComponents(location)) {
				register(String.valueOf(found.getBeanClassName()), known, registry);
			}
		}
	}

	/** An application's own bean of that type comes first. */
	private void register(String className, ListableBeanFactory beans, BeanDefinitionRegistry registry) {
		Class<?> client = ClassUtils.resolveClassName(className, this.resources.getClassLoader());
		if (beans.getBeanNamesForType(client, true, false).length > 0) {
			return;
		}
		RootBeanDefinition definition = new RootBeanDefinition(GenServerClientFactoryBean.class);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, client);
		definition.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
		definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, client);
		registry.registerBeanDefinition(className, definition);
	}

	/** Finds interfaces and not classes. */
	private static final class InterfaceScanner extends ClassPathScanningCandidateComponentProvider {

		InterfaceScanner(Environment environment) {
			super(false, environment);
			addIncludeFilter(new AnnotationTypeFilter(GenServerClient.class, true, true));
		}

		@Override
		protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
			return definition.getMetadata().isInterface() && definition.getMetadata().isIndependent()
					&& !definition.getMetadata().isAnnotation();
		}

	}

}
