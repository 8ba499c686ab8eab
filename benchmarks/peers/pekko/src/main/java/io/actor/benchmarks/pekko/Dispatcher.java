package io.actor.benchmarks.pekko;

import java.util.Locale;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** How Pekko runs its actors: the three configurations that are compared. */
enum Dispatcher {

	/** The reference configuration: a pool of at least eight threads, throughput 5. */
	DEFAULT(""),

	/** One thread per processor and throughput 100: what a tuned system would use. */
	TUNED("""
			pekko.actor.default-dispatcher {
			  executor = fork-join-executor
			  fork-join-executor { parallelism-min = %1$d, parallelism-max = %1$d }
			  throughput = 100
			}
			""".formatted(Runtime.getRuntime().availableProcessors())),

	/** Every activation on a virtual thread, throughput 100. */
	VT("""
			pekko.actor.default-dispatcher {
			  executor = virtual-thread-executor
			  throughput = 100
			}
			""");

	private static final String QUIET = """
			pekko.loglevel = OFF
			pekko.stdout-loglevel = OFF
			pekko.log-dead-letters = off
			""";

	private final String settings;

	Dispatcher(String settings) {
		this.settings = settings;
	}

	/** By its name in any case. */
	static Dispatcher of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT));
	}

	Config config() {
		return ConfigFactory.parseString(QUIET + this.settings).withFallback(ConfigFactory.load());
	}

	/** The same, and as many threads for the network in the tuned one. */
	Config remoteConfig() {
		return (this != TUNED) ? config() : ConfigFactory.parseString("""
				pekko.actor.internal-dispatcher.fork-join-executor { parallelism-min = %1$d, parallelism-max = %1$d }
				pekko.remote.default-remote-dispatcher.fork-join-executor {
				  parallelism-min = %1$d
				  parallelism-max = %1$d
				}
				""".formatted(Runtime.getRuntime().availableProcessors())).withFallback(config());
	}

}
