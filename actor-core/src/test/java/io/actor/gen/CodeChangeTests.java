package io.actor.gen;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.ExitReason;
import io.actor.term.Pid;
import io.actor.term.Term;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Running servers that get another version of their code. */
class CodeChangeTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	/** Ends of server objects, in order. */
	private final List<String> ends = new CopyOnWriteArrayList<>();

	private static CallException failure(Runnable request) {
		return catchThrowableOfType(CallException.class, request::run);
	}

	/** A gauge whose versions keep their state in different types. */
	private abstract class Gauge<S> extends GenServer<Gauges.Read, Gauges.Add> implements Stateful<S> {

		@Override
		protected Next handleCall(Gauges.Read read, From from) {
			return reply(read, getClass().getSimpleName() + " " + state());
		}

		@Override
		protected void ended(ExitReason reason) {
			CodeChangeTests.this.ends.add(getClass().getSimpleName() + " " + reason);
		}

	}

	private final class One extends Gauge<Integer> {

		private int total;

		@Override
		protected Next handleCast(Gauges.Add add) {
			this.total += add.amount();
			return noReply();
		}

		@Override
		public Integer state() {
			return this.total;
		}

		@Override
		public void state(Integer state) {
			this.total = state;
		}

	}

	private final class Two extends Gauge<Map<String, Integer>> {

		private Map<String, Integer> totals = Map.of();

		@Override
		protected Next handleCast(Gauges.Add add) {
			this.totals = Map.of("total", this.totals.getOrDefault("total", 0) + add.amount());
			return noReply();
		}

		@Override
		public Map<String, Integer> state() {
			return this.totals;
		}

		@Override
		public void state(Map<String, Integer> state) {
			this.totals = state;
		}

		@Override
		public Object codeChange(Object oldVersion, Object state, Object extra) {
			return switch (oldVersion) {
				case Integer version when version == 1 -> Map.of("total", (Integer) state + (Integer) extra);
				// Asked as the running version: makes the state of the older one.
				case Downgrade(Object to) -> ((Map<?, ?>) state).values().iterator().next();
				default -> throw new IllegalArgumentException("Version " + oldVersion + " is unknown");
			};
		}

	}

	private ServerRef gauge(int total) {
		ServerRef server = this.local.start(One::new);
		server.cast(new Gauges.Add(total));
		return server;
	}

	// ---- the change ----

	@Test
	@Otp(136)
	void theCodeOfARunningServerIsNotChanged() {
		ServerRef server = gauge(1);

		CallException failure = failure(() -> Sys.of(server).changeCode(Two::new, 1, 0));

		assertThat(failure.reason()).isEqualTo(Sys.UNKNOWN_SYSTEM_MESSAGE);
		assertThat(failure).hasMessageContaining("only while it is suspended");
		assertThat(server.call(new Gauges.Read())).isEqualTo("One 1");
		assertThat(this.ends).isEmpty();
	}

	@Test
	@Otp({ 136, 300 })
	void whatWaitedForASuspendedServerRunsOnTheNewCodeAndState() {
		ServerRef server = gauge(1);
		Pid pid = server.pid().orElseThrow();
		Sys sys = Sys.of(server);
		sys.suspend();
		CompletableFuture<String> before = server.callAsync(new Gauges.Read());
		server.cast(new Gauges.Add(10));
		CompletableFuture<String> between = server.callAsync(new Gauges.Read());

		sys.changeCode(Two::new, 1, 100);

		assertThat(sys.state()).isEqualTo(Map.of("total", 101));
		assertThat(before).isNotDone();
		assertThat(this.ends).containsExactly("One normal");
		sys.resume();
		assertThat(before).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("Two {total=101}");
		assertThat(between).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("Two {total=111}");
		assertThat(server.pid()).contains(pid);
		assertThat(sys.status().type()).isEqualTo(Two.class.getName());
	}

	@Test
	void aDowngradeIsConvertedByTheVersionThatRuns() {
		ServerRef server = gauge(1);
		Sys sys = Sys.of(server);
		sys.suspend();
		sys.changeCode(Two::new, 1, 0);

		sys.changeCode(One::new, new Downgrade(1), 0);

		sys.resume();
		server.cast(new Gauges.Add(1));
		assertThat(server.call(new Gauges.Read())).isEqualTo("One 2");
	}

	@Test
	@Otp(301)
	void aConversionThatFailsKeepsTheOldCodeAndStateAndTheServerWorksAfterTheResume() {
		ServerRef server = gauge(1);
		Sys sys = Sys.of(server);
		sys.suspend();
		CompletableFuture<String> waiting = server.callAsync(new Gauges.Read());

		CallException failure = failure(() -> sys.changeCode(Two::new, 7, 0));

		assertThat(failure.reason()).isEqualTo(Sys.CALLBACK_FAILED);
		assertThat(failure).hasRootCauseMessage("Version 7 is unknown");
		assertThat(sys.status().suspended()).isTrue();
		assertThat(sys.state()).isEqualTo(1);
		assertThat(this.ends).containsExactly("Two normal");
		sys.resume();
		assertThat(waiting).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("One 1");
		server.cast(new Gauges.Add(1));
		assertThat(server.call(new Gauges.Read())).isEqualTo("One 2");
	}

	@Test
	void aVersionThatCannotBeMadeOrTakesNoStateLeavesTheOldOne() {
		ServerRef server = gauge(1);
		Sys sys = Sys.of(server);
		sys.suspend();

		assertThat(failure(() -> sys.changeCode(() -> {
			throw new IllegalStateException("no such version");
		}, 1, 0))).hasRootCauseMessage("no such version");
		assertThat(failure(() -> sys.changeCode(Probe::new, 1, 0)).reason()).isEqualTo(Sys.NOT_STATEFUL);
		assertThat(failure(() -> sys.changeCode(One::new, 2, 0)))
			.hasRootCauseInstanceOf(UnsupportedOperationException.class)
			.hasMessageContaining("One has no codeChange");

		sys.resume();
		assertThat(server.call(new Gauges.Read())).isEqualTo("One 1");
	}

	@Test
	void aServerThatShowsNoStateCannotBeCarriedOver() {
		ServerRef server = this.local.start(Probe::new);
		Sys sys = Sys.of(server);
		sys.suspend();

		assertThat(failure(() -> sys.changeCode(One::new, 1, 0)).reason()).isEqualTo(Sys.NOT_STATEFUL);

		sys.resume();
		assertThat(Probe.answers(server)).isTrue();
	}

	// ---- two versions of one class ----

	private static final String FIRST = """
			package upgrade;

			import io.actor.gen.*;

			public class Meter extends GenServer<Gauges.Read, Gauges.Add> implements Stateful<Integer> {

				private int total;

				protected Next handleCall(Gauges.Read read, From from) {
					return reply(read, "first " + this.total);
				}

				protected Next handleCast(Gauges.Add add) {
					this.total += add.amount();
					return noReply();
				}

				public Integer state() {
					return this.total;
				}

				public void state(Integer state) {
					this.total = state;
				}

			}
			""";

	private static final String SECOND = FIRST.replace("first", "second")
		.replace("add.amount()", "2 * add.amount()")
		.replace("private int total;", """
				private int total;

				public Object codeChange(Object oldVersion, Object state, Object extra) {
					return state;
				}
				""");

	@TempDir
	Path directory;

	@Test
	@Otp(300)
	void twoVersionsOfOneClassRunSideBySideAndOneServerChangesOver() throws Exception {
		Supplier<GenServer<?, ?>> first = version("first", FIRST);
		Supplier<GenServer<?, ?>> second = version("second", SECOND);
		ServerRef changed = this.local.start(first);
		ServerRef other = this.local.start(first);
		changed.cast(new Gauges.Add(1));
		other.cast(new Gauges.Add(1));

		Sys sys = Sys.of(changed);
		sys.suspend();
		sys.changeCode(second, "first", "");
		sys.resume();
		changed.cast(new Gauges.Add(1));
		other.cast(new Gauges.Add(1));

		assertThat(changed.call(new Gauges.Read())).isEqualTo("second 3");
		assertThat(other.call(new Gauges.Read())).isEqualTo("first 2");
		assertThat(sys.status().type()).isEqualTo(Sys.of(other).status().type()).isEqualTo("upgrade.Meter");
	}

	/** Compiles this source and gives servers of it, from a class loader of their own. */
	private Supplier<GenServer<?, ?>> version(String name, String source) throws Exception {
		Path classes = Files.createDirectory(this.directory.resolve(name));
		Path file = Files.writeString(classes.resolve("Meter.java"), source);
		String path = Stream.of(GenServer.class, Gauges.class, Nullable.class, Logger.class, Term.class)
			.map(CodeChangeTests::place)
			.distinct()
			.collect(Collectors.joining(System.getProperty("path.separator")));
		int result = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
			.run(null, null, null, "-proc:none", "-cp", path, "-d", classes.toString(), file.toString());
		assertThat(result).isZero();
		Class<?> type = new URLClassLoader(new URL[] { url(classes) }, Gauges.class.getClassLoader())
			.loadClass("upgrade.Meter");
		return () -> {
			try {
				return (GenServer<?, ?>) type.getConstructor().newInstance();
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		};
	}

	private static URL url(Path path) throws MalformedURLException {
		return path.toUri().toURL();
	}

	private static String place(Class<?> type) {
		return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
	}

}
