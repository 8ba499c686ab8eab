package io.actor.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real Elixir node in a process of its own. Evaluates expressions and gives their
 * values back as text.
 */
final class ElixirNode implements AutoCloseable {

	private final String name;

	private final Process process;

	private final BufferedReader output;

	private final BufferedWriter input;

	private ElixirNode(String name, Process process) {
		this.name = name;
		this.process = process;
		this.output = process.inputReader(StandardCharsets.UTF_8);
		this.input = process.outputWriter(StandardCharsets.UTF_8);
	}

	/** Starts a node with a long name on the loopback address. */
	static ElixirNode start(String alive, String cookie) throws IOException {
		String name = alive + "@127.0.0.1";
		Process process = new ProcessBuilder("elixir", "--name", name, "--cookie", cookie, "--erl",
				"-kernel logger_level critical", script())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		ElixirNode node = new ElixirNode(name, process);
		String line = node.output.readLine();
		if (!"ready".equals(line)) {
			node.close();
			throw new IllegalStateException("Elixir did not start, it said: " + line);
		}
		return node;
	}

	/** Whether Elixir is installed. */
	static boolean available() {
		try {
			Process process = new ProcessBuilder("elixir", "--short-version").redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static String script() {
		try {
			return Path.of(ElixirNode.class.getResource("/elixir/interop.exs").toURI()).toString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String name() {
		return this.name;
	}

	/**
	 * Evaluates expressions on one line; gives the last value as {@code inspect} does.
	 */
	String eval(String expressions) {
		try {
			this.input.write(expressions + "\n");
			this.input.flush();
			String line = this.output.readLine();
			if (line == null || !line.startsWith("= ")) {
				throw new IllegalStateException("Elixir said: " + line);
			}
			return line.substring(2);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		// It starts Erlang, by a shell that may still be there.
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
		try {
			this.process.waitFor(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
