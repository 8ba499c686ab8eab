package io.actor.interop;

import java.io.IOException;
import java.time.Duration;

import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.gen.Stateful;
import io.actor.gen.Sys;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.process.ExitReason;
import io.actor.term.Int;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Erlang's {@code sys} on our servers, and ours on Erlang's. */
@Tag("interop")
@Timeout(60)
class ErlangSysTests {

	private static final String COOKIE = "interop-cookie-of-the-tests";

	private ErlangNode erlang;

	private Node node;

	record Add(int amount) implements Request<Integer> {
	}

	static final class Total extends GenServer<Add, Object> implements Stateful<Integer> {

		private int value;

		@Override
		protected Next handleCall(Add add, From from) {
			this.value += add.amount();
			return reply(add, this.value);
		}

		@Override
		public Integer state() {
			return this.value;
		}

		@Override
		public void state(Integer state) {
			this.value = state;
		}

	}

	@BeforeEach
	void startBoth() throws IOException {
		assumeTrue(ErlangNode.available(), "Erlang is not installed");
		this.erlang = ErlangNode.start("erlsys" + ProcessHandle.current().pid(), COOKIE);
		this.node = Node
			.start(NodeConfig.named("javasys" + ProcessHandle.current().pid() + "@127.0.0.1", COOKIE).port(0));
		this.node.start(Total::new, StartOptions.named("total"));
	}

	@AfterEach
	void stopBoth() {
		if (this.node != null) {
			this.node.close();
		}
		if (this.erlang != null) {
			this.erlang.close();
		}
	}

	private String sys(String function, String... more) {
		String arguments = (more.length > 0) ? ", " + String.join(", ", more) : "";
		return this.erlang.eval("sys:" + function + "({total, '" + this.node.name() + "'}" + arguments + ").");
	}

	@Test
	void erlangLooksIntoOurServerAndSuspendsIt() {
		this.node.server("total").call(new Add(5));

		assertThat(sys("get_state")).isEqualTo("5");
		assertThat(sys("get_status")).startsWith("{status,<").contains("running", "{\"State\",5}");
		assertThat(sys("suspend")).isEqualTo("ok");
		assertThat(sys("get_state")).isEqualTo("5");
		assertThat(sys("get_status")).contains("suspended");
		assertThatThrownBy(() -> this.node.server("total").call(new Add(1), Duration.ofMillis(20)))
			.isInstanceOf(CallException.class);
		assertThat(sys("resume")).isEqualTo("ok");
		await().untilAsserted(() -> assertThat(sys("get_state")).isEqualTo("6"));
	}

	@Test
	void erlangSwitchesDebuggingAndIsRefusedWhatCarriesCode() {
		assertThat(sys("statistics", "true")).isEqualTo("ok");
		assertThat(sys("log", "true")).isEqualTo("ok");
		assertThat(sys("trace", "true")).isEqualTo("ok");
		Sys sys = Sys.of(this.node.server("total"));
		assertThat(sys.status().debugging()).containsExactly("trace", "log", "statistics");
		assertThat(sys("no_debug")).isEqualTo("ok");
		assertThat(sys.status().debugging()).isEmpty();

		assertThat(sys("change_code", "total", "1", "x")).startsWith("{error,{unknown_system_msg,{change_code,");
	}

	@Test
	void erlangTerminatesOurSuspendedServer() {
		assertThat(sys("suspend")).isEqualTo("ok");

		assertThat(sys("terminate", "normal")).isEqualTo("ok");

		await().until(() -> this.node.whereis("total").isEmpty());
		assertThat(sys("get_state")).startsWith("{exit,{noproc,");
	}

	@Test
	void weLookIntoAnErlangServerSuspendAndTerminateIt() {
		this.erlang.eval("gen_server:start({local, counter}, interop, 10, []).");
		ServerRef counter = this.node.server("counter", this.erlang.name());
		Sys sys = Sys.of(counter);

		assertThat(sys.state()).isEqualTo(Int.of(10));
		assertThat(sys.state(Integer.class)).isEqualTo(10);
		sys.suspend();
		assertThatThrownBy(() -> counter.call(new Add(1), Duration.ofMillis(50))).isInstanceOf(CallException.class);
		sys.resume();
		await().untilAsserted(() -> assertThat(sys.state(Integer.class)).isEqualTo(11));
		assertThatThrownBy(() -> sys.replaceState((Integer value) -> value))
			.isInstanceOf(UnsupportedOperationException.class);

		sys.terminate(ExitReason.NORMAL);
		await().untilAsserted(() -> assertThat(this.erlang.eval("whereis(counter).")).isEqualTo("undefined"));
		assertThat(catchThrowableOfType(CallException.class, sys::suspend).reason()).isEqualTo(ExitReason.NOPROC);
	}

}
