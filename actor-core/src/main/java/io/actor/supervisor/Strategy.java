package io.actor.supervisor;

import java.util.Locale;

/** Which children a restart concerns. */
public enum Strategy {

	/** Only the one that ended. */
	ONE_FOR_ONE,

	/** All of them. */
	ONE_FOR_ALL,

	/** The one that ended and those started after it. */
	REST_FOR_ONE;

	/** As OTP writes it: {@code one_for_one}. */
	public String otpName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
