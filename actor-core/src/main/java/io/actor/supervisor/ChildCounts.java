package io.actor.supervisor;

import java.util.Collection;
import java.util.function.Predicate;

/**
 * How many children a supervisor has ({@code supervisor:count_children/1}).
 *
 * @param specs child specifications; one of a {@link SimpleOneForOne}
 * @param active children that run
 * @param supervisors children that are supervisors, whether they run or not
 * @param workers children that are workers, whether they run or not
 */
public record ChildCounts(int specs, int active, int supervisors, int workers) {

	static ChildCounts of(int specs, Collection<Child> children, Predicate<Child> active) {
		int supervisors = (int) children.stream()
			.filter((child) -> child.spec().kind() == ChildSpec.Kind.SUPERVISOR)
			.count();
		return new ChildCounts(specs, (int) children.stream().filter(active).count(), supervisors,
				children.size() - supervisors);
	}

}
