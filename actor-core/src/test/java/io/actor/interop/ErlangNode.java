package io.actor.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Erlang node in a process of its own, with the modules of the tests loaded.
 * Evaluates expressions and gives their values back as text.
 */
final class ErlangNode implements AutoCloseable {

	private static final List<String> MODULES = List.of("interop.erl", "supervisors.erl", "processes.erl");

	/** Whether Erlang is installed; asked once. */
	private static final boolean AVAILABLE = answers();

	/** Where the compiled modules are, once a node was started. */
	private static Path compiled;

	private final String name;

	private final Process process;

	private final BufferedReader output;

	private final BufferedWriter input;

	private ErlangNode(String name, Process process) {
		this.name = name;
		this.process = process;
		this.output = process.inputReader(StandardCharsets.UTF_8);
		this.input = process.outputWriter(StandardCharsets.UTF_8);
	}

	/** Whether Erlang is installed. */
	static boolean available() {
		return AVAILABLE;
	}

	private static boolean answers() {
		try {
			return run(Path.of("."), "erl", "-noshell", "-eval", "halt(0).") == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Whether Erlang is installed with its application for TLS. */
	static boolean tlsAvailable() throws IOException {
		return AVAILABLE && run(Path.of("."), "erl", "-noshell", "-eval",
				"halt(case application:load(ssl) of ok -> 0; _ -> 1 end).") == 0;
	}

	/** Starts a node with a long name on the loopback address. */
	static ErlangNode start(String alive, String cookie, String... more) throws IOException {
		return start("-name", alive + "@127.0.0.1", cookie, more);
	}

	/** Starts a node with a short name: its host is a name, as certificates have it. */
	static ErlangNode startOnLocalhost(String alive, String cookie, String... more) throws IOException {
		return start("-sname", alive + "@localhost", cookie, more);
	}

	private static ErlangNode start(String kind, String name, String cookie, String... more) throws IOException {
		Path directory = modules();
		List<String> command = new ArrayList<>(List.of("erl", "-noshell", kind, name, "-setcookie", cookie, "-kernel",
				"logger_level", "critical", "-pa", directory.toString()));
		command.addAll(List.of(more));
		command.addAll(List.of("-s", "interop", "main"));
		Process process = new ProcessBuilder(command).directory(directory.toFile())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		ErlangNode node = new ErlangNode(name, process);
		String line = node.output.readLine();
		if (!"ready".equals(line)) {
			node.close();
			throw new IllegalStateException("Erlang did not start, it said: " + line);
		}
		return node;
	}

	private static synchronized Path modules() throws IOException {
		if (compiled == null) {
			Path directory = Files.createTempDirectory("interop");
			for (String module : MODULES) {
				try (InputStream source = ErlangNode.class.getResourceAsStream("/erlang/" + module)) {
					Files.copy(source, directory.resolve(module), StandardCopyOption.REPLACE_EXISTING);
				}
			}
			List<String> compile = new ArrayList<>(List.of("erlc"));
			compile.addAll(MODULES);
			if (run(directory, compile.toArray(String[]::new)) != 0) {
				throw new IllegalStateException("Of " + MODULES + " one does not compile");
			}
			compiled = directory;
		}
		return compiled;
	}

	private static int run(Path directory, String... command) throws IOException {
		Process process = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
		try {
			return process.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return -1;
		}
	}

	String name() {
		return this.name;
	}

	/** Evaluates expressions that end with a full stop; gives the last value. */
	String eval(String expressions) {
		try {
			this.input.write(expressions + "\n");
			this.input.flush();
			String line = this.output.readLine();
			if (line == null || !line.startsWith("= ")) {
				throw new IllegalStateException("Erlang said: " + line);
			}
			return line.substring(2);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** SIGSTOP: its sockets stay open and it does nothing. */
	void freeze() throws IOException {
		run(Path.of("."), "kill", "-STOP", String.valueOf(this.process.pid()));
	}

	/** SIGCONT. */
	void thaw() throws IOException {
		run(Path.of("."), "kill", "-CONT", String.valueOf(this.process.pid()));
	}

	/** SIGKILL. */
	void kill() {
		this.process.destroyForcibly();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
