package io.actor.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Groups against plain lists of who has joined how often. */
class MembershipPropertyTests {

	private static final List<Term> GROUPS = List.of(Atom.of("a"), Atom.of("b"), Atom.of("c"));

	/** GR-S1: who has joined k times is gone after k leaves. */
	@Test
	void joiningTimesNeedsAsManyLeaves() {
		Property.named("group.bag").cases(300).check((choices) -> bag(choices, 0));
	}

	@Test
	void aBagThatCountsOnlyToTwoIsFound() {
		Counterexample found = Property.named("group.bag").search((choices) -> bag(choices, 2)).orElseThrow();

		assertThat(found.notes()).containsExactly("story = [+0, +0, +0]");
	}

	private static void bag(Choices choices, int countsTo) {
		Bag<Integer> bag = new Bag<>();
		List<Integer> model = new ArrayList<>();
		List<String> story = new ArrayList<>();
		while (choices.keepGoing(0.97)) {
			Integer element = choices.below(4);
			if (choices.chance(0.4)) {
				story.add("-" + element);
				assertThat(bag.remove(element)).isEqualTo(model.remove(element));
			}
			else {
				story.add("+" + element);
				if (countsTo == 0 || model.stream().filter(element::equals).count() < countsTo) {
					bag.add(element);
				}
				model.add(element);
			}
		}
		choices.note("story", story);
		List<Integer> other = choices.list(6, () -> choices.below(4));
		List<Integer> left = new ArrayList<>(model);
		other.forEach(left::remove);

		assertThat(bag.elements()).containsExactlyInAnyOrderElementsOf(model);
		assertThat(bag.isEmpty()).isEqualTo(model.isEmpty());
		assertThat(bag.without(Bag.of(other))).containsExactlyInAnyOrderElementsOf(left);
	}

	/** GR-S2: the events a watcher hears, folded, are what a reader reads. */
	@Test
	void theEventsGiveTheMembership() {
		Property.named("group.view").cases(120).check((choices) -> view(choices, (pids) -> pids));
	}

	@Test
	void aViewThatTakesAPidThatIsThereTwiceForOneIsFound() {
		Counterexample found = Property.named("group.view")
			.search((choices) -> view(choices, (pids) -> pids.stream().distinct().toList()))
			.orElseThrow();

		assertThat(found.notes()).containsExactly("story = [a +[<n@h.0.0>, <n@h.0.0>] here]");
	}

	private static void view(Choices choices, UnaryOperator<List<Pid>> fault) {
		GroupView view = new GroupView();
		Map<Term, List<Pid>> all = new HashMap<>();
		Map<Term, List<Pid>> local = new HashMap<>();
		List<String> story = new ArrayList<>();
		try {
			while (choices.keepGoing(0.98)) {
				Term group = choices.oneOf(GROUPS);
				boolean here = !choices.chance(0.4);
				// Every pid lives on one node, so its number says whether it is here.
				List<Pid> pids = choices.list(1, 4, () -> pid(2 * choices.below(4) + (here ? 0 : 1)));
				List<Pid> members = all.computeIfAbsent(group, (key) -> new ArrayList<>());
				if (choices.chance(0.45)) {
					List<Pid> left = pids.stream().filter(members::remove).toList();
					story.add(group + " -" + left + (here ? " here" : ""));
					view.left(group, left, here);
					left.forEach((pid) -> local.getOrDefault(group, new ArrayList<>()).remove(pid));
				}
				else {
					story.add(group + " +" + pids + (here ? " here" : ""));
					view.joined(group, fault.apply(pids), here);
					members.addAll(pids);
					if (here) {
						local.computeIfAbsent(group, (key) -> new ArrayList<>()).addAll(pids);
					}
				}
				if (choices.chance(0.1)) {
					assertSame(view, all, local);
				}
			}
			assertSame(view, all, local);
		}
		finally {
			choices.note("story", story);
		}
	}

	private static void assertSame(GroupView view, Map<Term, List<Pid>> all, Map<Term, List<Pid>> local) {
		for (Term group : GROUPS) {
			assertThat(view.members(group)).containsExactlyInAnyOrderElementsOf(all.getOrDefault(group, List.of()));
			assertThat(view.localMembers(group))
				.containsExactlyInAnyOrderElementsOf(local.getOrDefault(group, List.of()));
		}
		assertThat(view.groups()).containsExactlyInAnyOrderElementsOf(withMembers(all));
		assertThat(view.localGroups()).containsExactlyInAnyOrderElementsOf(withMembers(local));
		assertThat(view.snapshot().keySet()).isEqualTo(view.groups());
	}

	private static List<Term> withMembers(Map<Term, List<Pid>> members) {
		return GROUPS.stream().filter((group) -> !members.getOrDefault(group, List.of()).isEmpty()).toList();
	}

	/** Members joins and leaves in a row long enough for the list to be put together. */
	@Test
	void membersAreAListHoweverManyChangesThereWere() {
		Property.named("group.members").cases(200).check((choices) -> {
			Members members = Members.NONE;
			List<Pid> model = new ArrayList<>();
			while (choices.keepGoing(0.995)) {
				if (!model.isEmpty() && choices.chance(0.45)) {
					Pid pid = model.remove(choices.below(model.size()));
					members = members.without(pid);
				}
				else {
					Pid pid = pid(choices.below(20));
					members = members.with(pid);
					model.add(pid);
				}
				assertThat(members.size()).isEqualTo(model.size());
				if (choices.chance(0.02)) {
					assertThat(members.list()).containsExactlyInAnyOrderElementsOf(model);
				}
			}
			assertThat(members.list()).containsExactlyInAnyOrderElementsOf(model);
		});
	}

	private static Pid pid(int number) {
		return new Pid(Atom.of("n@h"), number, 0, 1);
	}

}
