package io.actor.test;

import io.actor.node.Node;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Opens and closes the nodes of {@link LocalNode}. */
final class LocalNodeExtension implements ParameterResolver, AfterEachCallback {

	private static final Namespace NAMESPACE = Namespace.create(LocalNodeExtension.class);

	/**
	 * A node and what it held when the test began.
	 *
	 * @param node the node
	 * @param before its census
	 */
	private record Started(Node node, Census before) {
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Node.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return context.getStore(NAMESPACE).computeIfAbsent("node", (key) -> {
			Node node = Node.start();
			return new Started(node, Census.of(node));
		}, Started.class).node();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Started started = context.getStore(NAMESPACE).get("node", Started.class);
		if (started == null) {
			return;
		}
		Census after = Census.of(started.node());
		started.node().close();
		if (checksLeaks(context) && context.getExecutionException().isEmpty() && !after.equals(started.before())) {
			throw new AssertionError(
					"The test left something behind: it began with " + started.before() + " and ended with " + after);
		}
	}

	private static boolean checksLeaks(ExtensionContext context) {
		LocalNode declared = find(context.getTestClass().orElse(null));
		return declared != null && declared.checkLeaks();
	}

	private static @Nullable LocalNode find(@Nullable Class<?> type) {
		return (type != null) ? type.getAnnotation(LocalNode.class) : null;
	}

}
