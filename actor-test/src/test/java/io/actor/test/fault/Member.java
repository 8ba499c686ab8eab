package io.actor.test.fault;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A node in a process of its own, told what to do over its standard input and heard over
 * its standard output; {@link FaultNode} lists commands and answers.
 */
final class Member implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** A machine that is busy starts JVMs slowly. */
	private static final Duration UNTIL_READY = Duration.ofSeconds(60);

	private final Place place;

	private final Process process;

	private final BufferedWriter input;

	/** What was heard and not asked for yet; guarded by itself. */
	private final List<Said> heard = new ArrayList<>();

	private Member(Place place, Process process) {
		this.place = place;
		this.process = process;
		this.input = process.outputWriter();
		Thread.ofVirtual().start(this::listen);
	}

	/** Starts a node on a bench and waits until it is ready. */
	static Member start(Bench bench, Make make, Place place, Duration tickTime, Place... peers) {
		Member member = bench.add(() -> started(make, place, tickTime, List.of(peers)));
		member.expect("ready", UNTIL_READY);
		return member;
	}

	private static Member started(Make make, Place place, Duration tickTime, List<Place> peers) {
		try {
			return new Member(place,
					new ProcessBuilder(place.command(make.command(place, tickTime, peers)))
						.redirectError(ProcessBuilder.Redirect.DISCARD)
						.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void listen() {
		try (BufferedReader lines = this.process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				long now = System.nanoTime();
				synchronized (this.heard) {
					this.heard.add(new Said(line, now));
					this.heard.notifyAll();
				}
			}
		}
		catch (IOException ex) {
			// It was killed while it spoke.
		}
	}

	/** The full name of the node. */
	String node() {
		return this.place.node();
	}

	long pid() {
		return this.process.pid();
	}

	// ---- talking ----

	/** Gives a command. */
	void tell(String command) {
		try {
			this.input.write(command + "\n");
			this.input.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Gives a command and waits for the answer that begins so. */
	Said ask(String command, String answer) {
		tell(command);
		return expect(answer);
	}

	/** Has it connect with another node. */
	void connect(Member other) {
		ask("connect " + other.node(), "connected " + other.node());
	}

	/** What it holds. */
	Said stats() {
		return ask("stats", "stats");
	}

	/** The first line not asked for yet that begins so, now or soon. */
	Said expect(String beginning) {
		return expect(beginning, PATIENCE);
	}

	private Said expect(String beginning, Duration within) {
		return hear(beginning, within)
			.orElseThrow(() -> new AssertionError(node() + " did not say '" + beginning + "' but " + unheard()));
	}

	/** The same, if there is one within this time. */
	Optional<Said> hear(String beginning, Duration within) {
		long deadline = System.nanoTime() + within.toNanos();
		synchronized (this.heard) {
			Optional<Said> found = take(beginning);
			for (long left = within.toNanos(); found.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
				try {
					TimeUnit.NANOSECONDS.timedWait(this.heard, left);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					return Optional.empty();
				}
				found = take(beginning);
			}
			return found;
		}
	}

	private Optional<Said> take(String beginning) {
		for (Iterator<Said> each = this.heard.iterator(); each.hasNext();) {
			Said said = each.next();
			if (said.text().startsWith(beginning)) {
				each.remove();
				return Optional.of(said);
			}
		}
		return Optional.empty();
	}

	/** Lets time pass. */
	void pass(Duration time) {
		hear("\n", time);
	}

	/** How many lines not asked for begin so; they are forgotten. */
	int count(String beginning) {
		synchronized (this.heard) {
			int before = this.heard.size();
			this.heard.removeIf((said) -> said.text().startsWith(beginning));
			return before - this.heard.size();
		}
	}

	private List<Said> unheard() {
		synchronized (this.heard) {
			return List.copyOf(this.heard);
		}
	}

	// ---- harm ----

	/** SIGKILL; gives the time before. */
	long kill() {
		long now = System.nanoTime();
		this.process.destroyForcibly();
		return now;
	}

	/** SIGTERM; waits for the end, and hears what it says until then. */
	void terminate() {
		signal("TERM");
		await();
	}

	/** SIGSTOP; gives the time before. */
	long freeze() {
		return signal("STOP");
	}

	/** SIGCONT; gives the time before. */
	long wake() {
		return signal("CONT");
	}

	private long signal(String name) {
		long now = System.nanoTime();
		Shell.run("kill", "-" + name, String.valueOf(pid()));
		return now;
	}

	private void await() {
		try {
			if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				throw new IllegalStateException(node() + " does not end");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		await();
	}

}
