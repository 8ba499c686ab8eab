package io.actor.sample.chat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Somebody at an Erlang shell: one process that evaluates what is typed. */
final class ErlangShell implements AutoCloseable {

	private static final String LOOP = """
			Loop = fun Loop(Bindings) ->
			           case io:get_line("") of
			               eof -> halt(0);
			               Line ->
			                   {ok, Tokens, _} = erl_scan:string(Line),
			                   {ok, Typed} = erl_parse:parse_exprs(Tokens),
			                   {value, Value, New} = erl_eval:exprs(Typed, Bindings),
			                   io:format("= ~0tp~n", [Value]),
			                   Loop(New)
			           end
			       end,
			io:setopts([{encoding, unicode}]), io:format("ready~n"), Loop([]).""";

	private final Process process;

	private final BufferedReader output;

	private final BufferedWriter input;

	private ErlangShell(Process process) {
		this.process = process;
		this.output = process.inputReader();
		this.input = process.outputWriter();
	}

	/** Starts {@code erl -sname NAME -setcookie COOKIE}. */
	static ErlangShell start(String name, String cookie) throws IOException {
		ErlangShell shell = new ErlangShell(
				new ProcessBuilder(List.of("erl", "-noshell", "-sname", name, "-setcookie", cookie, "-eval", LOOP))
					.redirectError(ProcessBuilder.Redirect.DISCARD)
					.start());
		String line = shell.output.readLine();
		if (!"ready".equals(line)) {
			shell.close();
			throw new IllegalStateException("Erlang did not start, it said: " + line);
		}
		return shell;
	}

	/** Whether a program of this name answers. */
	static boolean isInstalled(String... command) {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** Types expressions that end with a full stop; gives the value that is shown. */
	String type(String expressions) {
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
			throw new UncheckedIOException(ex);
		}
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
