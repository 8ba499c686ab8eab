package io.actor.spring.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.actor.node.Node;
import io.actor.spring.annotation.InvalidGenServerException;
import io.actor.supervisor.BadSpecException;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.DynamicSupervisor;
import io.actor.supervisor.Supervisor;
import io.actor.supervisor.SupervisorDefinition;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Puts the supervisors and servers of an application together: who is whose child, in
 * which order. Checks everything before anything starts.
 */
public final class SupervisionTree {

	private final GenServers servers;

	private final Map<String, SupervisorSpec> supervisors = new LinkedHashMap<>();

	/** Children by the name of their supervisor. */
	private final Map<String, List<Placed>> children = new HashMap<>();

	/** Who has which registered name. */
	private final Map<String, String> names = new HashMap<>();

	/**
	 * A child and its place.
	 *
	 * @param order lower starts earlier
	 * @param rank decides at the same place: supervisors, then others
	 * @param child what to start
	 */
	private record Placed(int order, int rank, ChildSpec child) {
	}

	private SupervisionTree(GenServers servers) {
		this.servers = servers;
		this.names.put(Node.APPLICATION, "the supervisor at the top");
	}

	/**
	 * The children of the supervisor {@code application}, in start order.
	 * @param servers the annotated servers
	 * @param configured supervisors from the configuration
	 * @param beans where beans of type {@link SupervisorSpec} and {@link ChildSpec} are
	 * @throws InvalidGenServerException if something does not fit
	 */
	public static List<ChildSpec> of(GenServers servers, List<SupervisorSpec> configured,
			ConfigurableListableBeanFactory beans) {
		SupervisionTree tree = new SupervisionTree(servers);
		configured.forEach((spec) -> tree.add(spec, "actor.supervisors." + spec.name()));
		beans.getBeansOfType(SupervisorSpec.class)
			.forEach((bean, spec) -> tree.add(spec.order(order(beans, bean, spec.order())), "the bean '" + bean + "'"));
		beans.getBeansOfType(ChildSpec.class)
			.forEach((bean, spec) -> tree.add(Node.APPLICATION, spec, order(beans, bean, Ordered.LOWEST_PRECEDENCE), 1,
					"the bean '" + bean + "'"));
		return tree.assemble();
	}

	private static int order(ConfigurableListableBeanFactory beans, String bean, int otherwise) {
		Order order = beans.findAnnotationOnBean(bean, Order.class);
		return (order != null) ? order.value() : otherwise;
	}

	private void add(SupervisorSpec spec, String where) {
		name(spec.name(), where);
		this.supervisors.put(spec.name(), spec);
		if (spec.dynamic() && !spec.children().isEmpty()) {
			throw new InvalidGenServerException(
					"The supervisor '" + spec.name() + "' is dynamic and declares children (" + where + ").",
					"Start its children with GenServers.start, or do not make it dynamic.");
		}
		if (!spec.dynamic() && spec.maxChildren() != Integer.MAX_VALUE) {
			throw new InvalidGenServerException(
					"The supervisor '" + spec.name() + "' has a limit of children and is not dynamic (" + where + ").",
					"Remove the limit, or make it with SupervisorSpec.dynamic.");
		}
	}

	private void add(String supervisor, ChildSpec child, int order, int rank, String where) {
		name(child.id(), where);
		this.children.computeIfAbsent(supervisor, (name) -> new ArrayList<>()).add(new Placed(order, rank, child));
	}

	private void name(String name, String where) {
		String other = this.names.putIfAbsent(name, where);
		if (other != null) {
			throw new InvalidGenServerException(
					"The name '" + name + "' is given twice: to " + other + " and to " + where + ".",
					"Give one of them another name; a name belongs to one process of a node.");
		}
	}

	private List<ChildSpec> assemble() {
		for (SupervisorSpec spec : this.supervisors.values()) {
			spec.children()
				.forEach((child) -> add(spec.name(), child, Ordered.HIGHEST_PRECEDENCE, 0,
						"a child of the supervisor '" + spec.name() + "'"));
		}
		for (GenServerDefinition server : this.servers.definitions()) {
			String parent = parent(server.supervisor(), server.describe());
			if (!isDynamic(parent)) {
				add(parent, this.servers.child(server), server.order(), 1, server.describe());
			}
		}
		this.supervisors.values().forEach(this::checkPlace);
		return childrenOf(Node.APPLICATION);
	}

	private boolean isDynamic(String supervisor) {
		SupervisorSpec spec = this.supervisors.get(supervisor);
		return spec != null && spec.dynamic();
	}

	private String parent(@Nullable String name, String who) {
		if (name == null || name.isBlank() || name.equals(Node.APPLICATION)) {
			return Node.APPLICATION;
		}
		if (!this.supervisors.containsKey(name)) {
			throw new InvalidGenServerException(
					who + " names the supervisor '" + name + "', which does not exist; there is "
							+ ((this.supervisors.isEmpty()) ? "only 'application'"
									: "'application' and " + new TreeSet<>(this.supervisors.keySet()))
							+ ".",
					"Declare a bean of type SupervisorSpec with this name, or an entry 'actor.supervisors." + name
							+ "' in the configuration, or correct the name.");
		}
		return name;
	}

	/** A supervisor's way up leads to the application, and not through a dynamic one. */
	private void checkPlace(SupervisorSpec spec) {
		String who = "The supervisor '" + spec.name() + "'";
		SupervisorSpec above = spec;
		for (int steps = 0; above != null; steps++) {
			if (steps > this.supervisors.size()) {
				throw new InvalidGenServerException(who + " is above itself.",
						"Let the supervisors above it lead to 'application'.");
			}
			String parent = parent(above.supervisor(), who);
			above = this.supervisors.get(parent);
		}
		String parent = parent(spec.supervisor(), who);
		if (isDynamic(parent)) {
			throw new InvalidGenServerException(
					who + " is under '" + parent + "', which is dynamic: its children are started on demand.",
					"Put it under a supervisor that is not dynamic.");
		}
	}

	private List<ChildSpec> childrenOf(String supervisor) {
		List<Placed> placed = new ArrayList<>(this.children.getOrDefault(supervisor, List.of()));
		for (SupervisorSpec spec : this.supervisors.values()) {
			if (parent(spec.supervisor(), spec.name()).equals(supervisor)) {
				placed.add(new Placed(spec.order(), 0, started(spec)));
			}
		}
		placed.sort(Comparator.comparingInt(Placed::order).thenComparingInt(Placed::rank));
		return placed.stream().map(Placed::child).toList();
	}

	private ChildSpec started(SupervisorSpec spec) {
		List<ChildSpec> below = childrenOf(spec.name());
		try {
			return ChildSpec.supervisor(spec.name(), definition(spec, below));
		}
		catch (BadSpecException ex) {
			throw new InvalidGenServerException("The supervisor '" + spec.name() + "' (" + this.names.get(spec.name())
					+ ") cannot be: " + ex.getMessage() + ".", "Correct its intensity, period or limit of children.");
		}
	}

	private static SupervisorDefinition definition(SupervisorSpec spec, List<ChildSpec> below) {
		int intensity = spec.intensity();
		Duration period = spec.period();
		return spec.dynamic() ? new DynamicSupervisor(spec.maxChildren(), intensity, period)
				: new Supervisor(spec.strategy(), intensity, period, below);
	}

}
