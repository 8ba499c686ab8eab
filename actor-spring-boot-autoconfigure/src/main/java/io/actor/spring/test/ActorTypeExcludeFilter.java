package io.actor.spring.test;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

import io.actor.spring.annotation.GenServer;
import io.actor.spring.server.SupervisorSpec;
import io.actor.supervisor.ChildSpec;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** What component scanning leaves out in an {@link ActorTest}. */
final class ActorTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<ActorTest> {

	private static final Set<String> SUPERVISION = Set.of(SupervisorSpec.class.getName(), ChildSpec.class.getName());

	private final Set<Class<?>> servers;

	ActorTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.servers = Set.of(getAnnotation().getValue("servers", Class[].class).orElse(new Class<?>[0]));
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		Set<Class<?>> known = new LinkedHashSet<>();
		known.add(ConfigurationProperties.class);
		if (this.servers.isEmpty()) {
			known.add(GenServer.class);
		}
		return known;
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return this.servers;
	}

	@Override
	protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory readers) throws IOException {
		return super.defaultInclude(reader, readers)
				|| (this.servers.isEmpty() && declaresSupervision(reader.getAnnotationMetadata()));
	}

	private static boolean declaresSupervision(AnnotationMetadata type) {
		return type.isAnnotated(Configuration.class.getName()) && type.getAnnotatedMethods(Bean.class.getName())
			.stream()
			.anyMatch((method) -> SUPERVISION.contains(method.getReturnTypeName()));
	}

}
