package io.actor.test.tape;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which check has failed: the kind of the exception and the place in the test or the code
 * under test it comes from. Two runs that fail at the same check count as one failure.
 *
 * @param kind class of the exception
 * @param place the frame, or null where it says nothing
 */
public record FailedCheck(Class<?> kind, @Nullable StackTraceElement place) {

	/** Frames in which nothing is checked but on somebody's behalf. */
	private static final List<String> ON_BEHALF = List.of("java.", "jdk.", "org.assertj.", "org.junit.",
			"org.opentest4j.", "io.actor.test.tape.Choices", "io.actor.test.Probe", "io.actor.test.World");

	/** The check that this exception, or error, came from. */
	public static FailedCheck of(Throwable failure) {
		if (failure instanceof VirtualMachineError) {
			return new FailedCheck(failure.getClass(), null);
		}
		for (StackTraceElement frame : failure.getStackTrace()) {
			if (ON_BEHALF.stream().noneMatch(frame.getClassName()::startsWith)) {
				return new FailedCheck(failure.getClass(), frame);
			}
		}
		return new FailedCheck(failure.getClass(), null);
	}

}
