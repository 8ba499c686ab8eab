package io.actor.test.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Whose node it is. */
enum Make {

	/** {@link FaultNode} in a JVM. */
	OURS {
		@Override
		List<String> command(Place place, Duration tickTime, List<Place> peers) {
			List<String> command = new ArrayList<>(
					List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx256m", "-XX:+UseSerialGC",
							"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
							FaultNode.class.getName(), place.node(), String.valueOf(tickTime.toMillis())));
			peers.forEach((peer) -> command.add(peer.node() + ":" + peer.port()));
			return command;
		}
	},

	/** The module {@code faults} in an emulator; it connects when it is told to. */
	ERLANG {
		@Override
		List<String> command(Place place, Duration tickTime, List<Place> peers) {
			return List.of("erl", "-noshell", "-noinput", "-name", place.node(), "-setcookie", FaultNode.COOKIE,
					"-start_epmd", "false", "-erl_epmd_port", String.valueOf(Place.PORT), "-kernel",
					"inet_dist_use_interface", "{" + place.address().replace('.', ',') + "}", "-kernel", "net_ticktime",
					String.valueOf(tickTime.toSeconds()), "-kernel", "logger_level", "critical", "-pa",
					modules().toString(), "-s", "faults", "main");
		}
	};

	private static final boolean ERLANG_IS_THERE = Shell.succeeds("erl", "-noshell", "-eval", "halt(0).");

	private static @Nullable Path compiled;

	/** How such a node is started; only ours stays connected with peers by itself. */
	abstract List<String> command(Place place, Duration tickTime, List<Place> peers);

	/** Whether such a node can be started here. */
	boolean isThere() {
		return this == OURS || ERLANG_IS_THERE;
	}

	private static synchronized Path modules() {
		Path known = compiled;
		if (known != null) {
			return known;
		}
		try (InputStream source = Make.class.getResourceAsStream("/erlang/faults.erl")) {
			if (source == null) {
				throw new IllegalStateException("There is no faults.erl");
			}
			Path directory = Files.createTempDirectory("faults");
			Path module = directory.resolve("faults.erl");
			Files.copy(source, module, StandardCopyOption.REPLACE_EXISTING);
			Shell.run("erlc", "-o", directory.toString(), module.toString());
			compiled = directory;
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
