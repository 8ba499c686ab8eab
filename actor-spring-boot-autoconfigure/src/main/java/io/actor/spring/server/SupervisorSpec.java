package io.actor.spring.server;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Strategy;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * A supervisor of the application, declared as a bean or under {@code actor.supervisors}.
 *
 * <pre>{@code
 * &#64;Bean
 * SupervisorSpec chat() {
 *     return SupervisorSpec.of("chat", Strategy.REST_FOR_ONE).intensity(3, Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * Annotated servers name it with {@code @GenServer(supervisor = "chat")}.
 *
 * @param name its registered name
 * @param supervisor name of the supervisor above it, or null for the application's
 * @param strategy which children a restart concerns; a dynamic one restarts one for one
 * @param intensity most restarts inside the period; one more ends the supervisor
 * @param period length of the period
 * @param dynamic whether its children are started on demand
 * @param maxChildren most children of a dynamic one
 * @param order its place among the children of the supervisor above it; at the same place
 * supervisors start before servers
 * @param children children that are no annotated servers; they start before those of the
 * same place
 */
public record SupervisorSpec(String name, @Nullable String supervisor, Strategy strategy, int intensity,
		Duration period, boolean dynamic, int maxChildren, int order, List<ChildSpec> children) {

	public SupervisorSpec {
		children = List.copyOf(children);
	}

	/** A supervisor that tolerates 1 restart in 5 seconds, as in OTP. */
	public static SupervisorSpec of(String name, Strategy strategy) {
		return new SupervisorSpec(name, null, strategy, 1, Duration.ofSeconds(5), false, Integer.MAX_VALUE,
				Ordered.LOWEST_PRECEDENCE, List.of());
	}

	/**
	 * A supervisor of children that are started on demand; 3 restarts in 5 seconds, as in
	 * Elixir.
	 */
	public static SupervisorSpec dynamic(String name) {
		return new SupervisorSpec(name, null, Strategy.ONE_FOR_ONE, 3, Duration.ofSeconds(5), true, Integer.MAX_VALUE,
				Ordered.LOWEST_PRECEDENCE, List.of());
	}

	/** The same under another supervisor. */
	public SupervisorSpec under(String parent) {
		return new SupervisorSpec(this.name, parent, this.strategy, this.intensity, this.period, this.dynamic,
				this.maxChildren, this.order, this.children);
	}

	/** The same, tolerating this many restarts inside this period. */
	public SupervisorSpec intensity(int restarts, Duration within) {
		return new SupervisorSpec(this.name, this.supervisor, this.strategy, restarts, within, this.dynamic,
				this.maxChildren, this.order, this.children);
	}

	/** The same with at most this many children. */
	public SupervisorSpec maxChildren(int limit) {
		return new SupervisorSpec(this.name, this.supervisor, this.strategy, this.intensity, this.period, this.dynamic,
				limit, this.order, this.children);
	}

	/** The same at another place among its siblings; lower starts earlier. */
	public SupervisorSpec order(int place) {
		return new SupervisorSpec(this.name, this.supervisor, this.strategy, this.intensity, this.period, this.dynamic,
				this.maxChildren, place, this.children);
	}

	/** The same with one child more. */
	public SupervisorSpec child(ChildSpec child) {
		return new SupervisorSpec(this.name, this.supervisor, this.strategy, this.intensity, this.period, this.dynamic,
				this.maxChildren, this.order, Stream.concat(this.children.stream(), Stream.of(child)).toList());
	}

}
