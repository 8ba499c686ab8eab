package io.actor.supervisor;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * Whether a supervisor ends when its significant children have done their work
 * ({@code auto_shutdown}). Only a child that ends by itself and is not restarted counts:
 * never one that its supervisor stopped.
 */
public enum AutoShutdown {

	/** It does not; no child may be significant. */
	NEVER,

	/** The first significant child that ends, ends the supervisor. */
	ANY_SIGNIFICANT,

	/** The last significant child that runs ends the supervisor when it ends. */
	ALL_SIGNIFICANT;

	/** As OTP writes it: {@code any_significant}. */
	public String otpName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Whether a child that has ended, and is not restarted, ends its supervisor.
	 * @param others the specifications of the other children that run or are being
	 * restarted
	 */
	boolean follows(ChildSpec ended, Collection<ChildSpec> others) {
		return ended.significant() && switch (this) {
			case NEVER -> false;
			case ANY_SIGNIFICANT -> true;
			case ALL_SIGNIFICANT -> others.stream().noneMatch(ChildSpec::significant);
		};
	}

	/**
	 * Why a child may not be significant here: OTP's {@code bad_combination}, or empty if
	 * it may.
	 */
	Optional<Term> refusal(ChildSpec child) {
		if (!child.significant()) {
			return Optional.empty();
		}
		if (this == NEVER) {
			return Optional.of(badCombination("auto_shutdown", otpName()));
		}
		return (child.restart() == Restart.PERMANENT) ? Optional.of(badCombination("restart", "permanent"))
				: Optional.empty();
	}

	private static Term badCombination(String key, String value) {
		return Tuple.of(Atom.of("bad_combination"),
				ListTerm.of(Tuple.of(Atom.of(key), Atom.of(value)), Tuple.of(Atom.of("significant"), Atom.TRUE)));
	}

}
