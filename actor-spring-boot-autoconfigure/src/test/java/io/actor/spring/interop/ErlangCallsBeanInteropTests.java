package io.actor.spring.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.actor.node.Node;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.RemoteFunction;
import io.actor.spring.autoconfigure.ActorAutoConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real Erlang shell talks to a bean. */
@Tag("interop")
@Timeout(60)
class ErlangCallsBeanInteropTests {

	private static final String COOKIE = "cookie-of-the-bean-tests";

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
		.withUserConfiguration(Stock.class, Prices.class)
		.withPropertyValues("actor.node.cookie=" + COOKIE, "actor.node.port=0",
				"actor.node.name=beans" + ProcessHandle.current().pid() + "@127.0.0.1");

	record Count(String article) {
	}

	record Amount(int pieces, String place) {
	}

	/** The bean. */
	@GenServer(name = "stock")
	static class Stock {

		@HandleCall
		Amount count(Count request) {
			return new Amount(request.article().length(), "cellar");
		}

	}

	@Test
	void aGenServerCallFromErlangReachesTheBeanAndReturnsItsReply() {
		assumeTrue(erlangIsInstalled(), "Erlang is not installed");
		this.contexts.run((context) -> {
			String node = "'" + context.getBean(Node.class).name() + "'";

			String said = erl("pong = net_adm:ping(" + node + "), #{pieces := 5, place := <<\"cellar\">>} = "
					+ "gen_server:call({stock, " + node + "}, {count, <<\"apple\">>}), io:format(\"done\"), halt().");

			assertThat(said).isEqualTo("done");
		});
	}

	/** A bean with a function. */
	static class Prices {

		@RemoteFunction(module = "prices")
		Amount of(String article, int pieces) {
			return new Amount(pieces * article.length(), "till");
		}

	}

	@Test
	void anRpcFromErlangReachesTheMethodOfABean() {
		assumeTrue(erlangIsInstalled(), "Erlang is not installed");
		this.contexts.run((context) -> {
			String node = "'" + context.getBean(Node.class).name() + "'";

			String said = erl("#{pieces := 10, place := <<\"till\">>} = " + "rpc:call(" + node
					+ ", prices, 'of', [<<\"apple\">>, 2]), " + "{badrpc, {'EXIT', {undef, _}}} = rpc:call(" + node
					+ ", prices, 'toString', []), " + "io:format(\"done\"), halt().");

			assertThat(said).isEqualTo("done");
		});
	}

	private static boolean erlangIsInstalled() {
		try {
			return run("erl", "-noshell", "-eval", "io:format(\"yes\"), halt().").equals("yes");
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static String erl(String expressions) throws IOException {
		return run("erl", "-noshell", "-name", "shell" + ProcessHandle.current().pid() + "@127.0.0.1", "-setcookie",
				COOKIE, "-eval", expressions);
	}

	private static String run(String... command) throws IOException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			process.waitFor(10, TimeUnit.SECONDS);
			return output;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "";
		}
		finally {
			process.destroyForcibly();
		}
	}

}
