package io.actor.spring.test;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTestContextBootstrapper;
import org.springframework.test.context.ContextLoader;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.StringUtils;

/** Makes the contexts of {@link ClusterTest}. */
final class ClusterTestContextBootstrapper extends SpringBootTestContextBootstrapper {

	/** Also what tells the cache a cluster of two nodes from one of three. */
	static final String NODES = "actor.test.nodes";

	@Override
	protected Class<? extends ContextLoader> getDefaultContextLoaderClass(Class<?> testClass) {
		return ClusterContextLoader.class;
	}

	@Override
	protected WebEnvironment getWebEnvironment(Class<?> testClass) {
		return WebEnvironment.NONE;
	}

	@Override
	protected Class<?>[] getClasses(Class<?> testClass) {
		return annotation(testClass).classes();
	}

	@Override
	protected String[] getProperties(Class<?> testClass) {
		ClusterTest annotation = annotation(testClass);
		List<String> properties = new ArrayList<>();
		properties.add("spring.main.banner-mode=off");
		properties.add(NODES + "=" + annotation.nodes());
		properties.addAll(List.of(annotation.properties()));
		return StringUtils.toStringArray(properties);
	}

	private static ClusterTest annotation(Class<?> testClass) {
		ClusterTest found = TestContextAnnotationUtils.findMergedAnnotation(testClass, ClusterTest.class);
		if (found == null) {
			throw new IllegalStateException(testClass.getName() + " has no @ClusterTest");
		}
		return found;
	}

}
