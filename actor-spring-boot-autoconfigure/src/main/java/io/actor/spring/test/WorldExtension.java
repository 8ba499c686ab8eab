package io.actor.spring.test;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.function.Consumer;

import io.actor.test.Probe;
import io.actor.test.TestClock;
import io.actor.test.World;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * What a test in a simulated world needs around it: parameters, the end of its probes, a
 * whole cluster at its beginning, and the seed when it fails.
 */
final class WorldExtension implements ParameterResolver, BeforeEachCallback, AfterEachCallback, AfterAllCallback,
		TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

	private static final Namespace NAMESPACE = Namespace.create(WorldExtension.class);

	private static final Set<Class<?>> PARAMETERS = Set.of(World.class, TestClock.class, Probe.class, Cluster.class);

	/** Spring resolves those it is told to. */
	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return PARAMETERS.contains(parameter.getParameter().getType()) && !parameter.isAnnotated(Autowired.class)
				&& parameter.getDeclaringExecutable() instanceof Method;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return SpringExtension.getApplicationContext(context).getBean(parameter.getParameter().getType());
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		ApplicationContext beans = SpringExtension.getApplicationContext(context);
		context.getParent().orElse(context).getStore(NAMESPACE).put(Loaded.class, new Loaded(beans));
		beans.getBeanProvider(Cluster.class).ifAvailable(Cluster::repair);
		beans.getBeanProvider(World.class).ifAvailable(WorldExtension::beginStory);
	}

	/** The story of this test alone: contexts and their worlds live longer. */
	private static void beginStory(World world) {
		world.simulation().story().forget();
		world.simulation().story().tell();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (!servesAllTests(context)) {
			stopProbes(context);
		}
	}

	/** An instance that serves all tests keeps its probe. */
	@Override
	public void afterAll(ExtensionContext context) {
		if (servesAllTests(context)) {
			stopProbes(context);
		}
	}

	private static boolean servesAllTests(ExtensionContext context) {
		return context.getTestInstanceLifecycle().filter(Lifecycle.PER_CLASS::equals).isPresent();
	}

	private static void stopProbes(ExtensionContext context) {
		with(context, Probes.class, Probes::stop);
	}

	@Override
	public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
		throw explained(context, failure);
	}

	@Override
	public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
		throw explained(context, failure);
	}

	@Override
	public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
		throw explained(context, failure);
	}

	private static Throwable explained(ExtensionContext context, Throwable failure) {
		with(context, World.class, (world) -> WorldSeed.explain(failure, world));
		return failure;
	}

	/** Does nothing if the context could not be loaded, which is failure enough. */
	private static <T> void with(ExtensionContext context, Class<T> type, Consumer<T> action) {
		Loaded loaded = context.getStore(NAMESPACE).get(Loaded.class, Loaded.class);
		if (loaded != null) {
			loaded.beans().getBeanProvider(type).ifAvailable(action);
		}
	}

	/**
	 * A context somebody has loaded. Wrapped, for JUnit closes what it stores and can be
	 * closed.
	 *
	 * @param beans the context
	 */
	private record Loaded(ApplicationContext beans) {
	}

}
