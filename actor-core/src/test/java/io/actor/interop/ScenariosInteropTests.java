package io.actor.interop;

import java.io.IOException;
import java.util.List;
import java.util.function.LongFunction;

import io.actor.fixture.LocalNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The same random scenarios on Erlang and here. More of them with
 * {@code -Dscenarios.count=5000}, one again with {@code -Dscenarios.seed=17}.
 */
@Tag("interop")
@Timeout(600)
class ScenariosInteropTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private static ErlangNode erlang;

	@BeforeAll
	static void startErlang() throws IOException {
		if (ErlangNode.available()) {
			erlang = ErlangNode.start("scenarios" + ProcessHandle.current().pid(), "cookie-of-the-scenarios");
		}
	}

	@BeforeEach
	void needsErlang() {
		assumeTrue(erlang != null, "Erlang is not installed");
	}

	@AfterAll
	static void stopErlang() {
		if (erlang != null) {
			erlang.close();
		}
	}

	@Test
	void supervisorsDoWhatOtpsSupervisorsDo() {
		compare(SupervisorScenario::random);
	}

	@Test
	void processesDoToEachOtherWhatErlangsProcessesDo() {
		compare(ProcessScenario::random);
	}

	private <S extends Scenario<S>> void compare(LongFunction<S> scenarios) {
		Comparison<S> comparison = new Comparison<>((scenario) -> lines(erlang.eval(scenario.inErlang())),
				(scenario) -> this.local.inProcess(scenario::play));
		long count = Long.getLong("scenarios.count", 250);
		long first = Long.getLong("scenarios.seed", 1);
		long last = (Long.getLong("scenarios.seed") != null) ? first : count;
		for (long seed = first; seed <= last; seed++) {
			comparison.check(seed, scenarios.apply(seed));
		}
	}

	/** A string as Erlang prints it. */
	private static List<String> lines(String printed) {
		return List.of(printed.replaceAll("^\"|\"$", "").split(" \\| "));
	}

}
