package io.actor.test;

import java.util.Set;

import io.actor.node.Node;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes and ends the worlds of {@link Simulated}. */
final class SimulatedExtension implements ParameterResolver, AfterEachCallback, TestExecutionExceptionHandler {

	private static final Namespace NAMESPACE = Namespace.create(SimulatedExtension.class);

	private static final Set<Class<?>> PARAMETERS = Set.of(World.class, Node.class, TestClock.class, Probe.class);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return PARAMETERS.contains(parameter.getParameter().getType());
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		World world = context.getStore(NAMESPACE).computeIfAbsent(World.class, (key) -> create(context), World.class);
		Class<?> type = parameter.getParameter().getType();
		if (type == Node.class) {
			return world.node();
		}
		if (type == TestClock.class) {
			return world.clock();
		}
		return (type == Probe.class) ? world.probe() : world;
	}

	private static World create(ExtensionContext context) {
		Simulated wanted = annotation(context);
		long seed = Long.getLong("sim.seed", wanted.seed());
		World world = ActorTestKit.cluster(seed);
		world.simulation().story().tell();
		if (wanted.nodes() == 0) {
			world.node();
			return world;
		}
		return world.nodes(wanted.nodes());
	}

	private static Simulated annotation(ExtensionContext context) {
		return AnnotationSupport.findAnnotation(context.getTestMethod(), Simulated.class)
			.or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), Simulated.class))
			.orElseThrow();
	}

	@Override
	public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
		World world = world(context);
		if (world != null) {
			failure.addSuppressed(new WorldStory("seed " + world.seed() + ", -Dsim.seed=" + world.seed()
					+ " repeats it; this happened after " + world.clock().elapsed() + ":\n" + world.story()));
		}
		throw failure;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		World world = world(context);
		if (world == null) {
			return;
		}
		try {
			if (annotation(context).checkLeaks() && context.getExecutionException().isEmpty()) {
				world.census().assertNoLeaks();
			}
		}
		finally {
			world.close();
		}
	}

	private static @Nullable World world(ExtensionContext context) {
		return context.getStore(NAMESPACE).get(World.class, World.class);
	}

	/** Carries the story of a world along with the failure of its test. */
	private static final class WorldStory extends Exception {

		private static final long serialVersionUID = 1L;

		private WorldStory(String story) {
			super(story, null, false, false);
		}

	}

}
