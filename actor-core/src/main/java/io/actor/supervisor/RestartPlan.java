package io.actor.supervisor;

import java.util.List;

import io.actor.process.ExitReason;

/**
 * What a supervisor does about the end of a child; a pure function of its strategy, its
 * children in start order and the reason.
 */
sealed interface RestartPlan {

	/** The child's specification goes, and nothing is started. */
	record Forget() implements RestartPlan {
	}

	/** The specification stays, and nothing is started. */
	record Keep() implements RestartPlan {
	}

	/**
	 * Children are stopped in reverse and started in order. Counts as one restart.
	 *
	 * @param from index of the first child concerned
	 * @param to index behind the last one
	 */
	record Again(int from, int to) implements RestartPlan {
	}

	/** Decides. */
	static RestartPlan after(Strategy strategy, List<ChildSpec> children, int ended, ExitReason reason) {
		return switch (children.get(ended).restart()) {
			case TEMPORARY -> new Forget();
			case TRANSIENT -> reason.isClean() ? new Keep() : again(strategy, children.size(), ended);
			case PERMANENT -> again(strategy, children.size(), ended);
		};
	}

	/** Which children one start that failed, or one end, concerns. */
	static Again again(Strategy strategy, int children, int ended) {
		return switch (strategy) {
			case ONE_FOR_ONE -> new Again(ended, ended + 1);
			case ONE_FOR_ALL -> new Again(0, children);
			case REST_FOR_ONE -> new Again(ended, children);
		};
	}

}
