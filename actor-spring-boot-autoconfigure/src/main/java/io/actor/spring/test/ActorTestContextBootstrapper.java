package io.actor.spring.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.util.StringUtils;

/** Makes the context of {@link ActorTest}. */
final class ActorTestContextBootstrapper extends TestSliceTestContextBootstrapper<ActorTest> {

	/** The test's own properties come later, and the later ones win. */
	@Override
	protected String[] getProperties(Class<?> testClass) {
		List<String> properties = new ArrayList<>();
		properties.add("actor.node.name=");
		properties.add("actor.node.peers=");
		ProductionSettings.UNDONE.forEach((property, value) -> properties.add(property + "=" + value));
		// A slice holds more definitions than a test needs beans.
		properties.add("spring.main.lazy-initialization=true");
		String[] own = super.getProperties(testClass);
		if (own != null) {
			properties.addAll(Arrays.asList(own));
		}
		return StringUtils.toStringArray(properties);
	}

}
