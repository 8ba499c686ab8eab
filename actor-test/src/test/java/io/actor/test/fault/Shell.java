package io.actor.test.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs short commands of the operating system. */
final class Shell {

	private Shell() {
	}

	/** Runs a command that must succeed; gives what it printed. */
	static String run(String... command) {
		Result result = attempt(command);
		if (result.code() != 0) {
			throw new IllegalStateException(
					String.join(" ", command) + " ended with " + result.code() + ": " + result.printed());
		}
		return result.printed();
	}

	/** Whether a command succeeds; false too if there is no such command. */
	static boolean succeeds(String... command) {
		try {
			return attempt(command).code() == 0;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	private record Result(int code, String printed) {
	}

	private static Result attempt(String... command) {
		try {
			Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
			process.getOutputStream().close();
			String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return new Result(process.waitFor(), printed);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
