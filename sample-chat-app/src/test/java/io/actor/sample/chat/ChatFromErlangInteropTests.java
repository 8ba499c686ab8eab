package io.actor.sample.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The chat is joined from an Erlang shell and from Elixir, as its README tells. */
@Tag("interop")
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatFromErlangInteropTests {

	private static final String COOKIE = "cookie-of-the-chat-tests";

	private static final Duration SOON = Duration.ofSeconds(20);

	private final String name = "chat" + ProcessHandle.current().pid() + "@localhost";

	private ErlangShell shell;

	private ConfigurableApplicationContext chat;

	/** The shell first: it brings the port mapper. */
	@BeforeAll
	void start() throws IOException {
		assumeTrue(ErlangShell.isInstalled("erl", "-noshell", "-eval", "halt(0)."), "Erlang is not installed");
		this.shell = ErlangShell.start("joe" + ProcessHandle.current().pid() + "@localhost", COOKIE);
		this.chat = SpringApplication.run(ChatApplication.class, "--server.port=0", "--actor.node.port=0",
				"--actor.node.name=" + this.name, "--actor.node.cookie=" + COOKIE, "--actor.node.peers=",
				"--spring.datasource.url=jdbc:h2:mem:guests;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
		this.shell.type("Rooms = {rooms, '" + this.name + "'}.");
	}

	@AfterAll
	void stop() {
		if (this.chat != null) {
			this.chat.close();
		}
		if (this.shell != null) {
			this.shell.close();
		}
	}

	private int port() {
		return Integer.parseInt(Objects.requireNonNull(this.chat.getEnvironment().getProperty("local.server.port")));
	}

	private String call(String request) {
		return this.shell.type("gen_server:call(Rooms, " + request + ").");
	}

	@Test
	void aShellSeesWhoIsWhereJoinsAndTalksWithAPage() {
		try (PageClient ada = new PageClient(port(), "ada")) {
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.people()).containsExactly("ada"));
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(this.shell
					.type("[N || #{room := <<\"lobby\">>, people := N} <- gen_server:call(Rooms, list_rooms)]."))
					.isEqualTo("[1]"));
			assertThat(this.shell.type("[N || #{nick := N, node := <<\"" + this.name
					+ "\">>} <- gen_server:call(Rooms, {people, <<\"lobby\">>})]."))
				.isEqualTo("[<<\"ada\">>]");

			assertThat(this.shell.type("#{lines := _, people := P} = gen_server:call(Rooms, "
					+ "{join, self(), <<\"lobby\">>, <<\"joe\">>}), lists:sort([N || #{nick := N} <- P])."))
				.isEqualTo("[<<\"ada\">>,<<\"joe\">>]");
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.people()).containsExactly("ada", "joe"));
			assertThat(call("{say, self(), <<\"lobby\">>, <<\"hello from a shell\">>}")).isEqualTo("delivered");
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.heard()).contains("hello from a shell"));

			ada.say("hello joe");
			assertThat(
					this.shell.type("receive {heard, #{nick := <<\"ada\">>, text := T}} -> T after 9000 -> late end."))
				.isEqualTo("<<\"hello joe\">>");

			this.shell.type("gen_server:cast(Rooms, {leave, self(), <<\"lobby\">>}).");
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.people()).containsExactly("ada"));
			assertThat(call("{say, self(), <<\"lobby\">>, <<\"still here?\">>}")).isEqualTo("not_here");
		}
	}

	@Test
	void whatWillNotDoIsRefusedAndTheDoorStaysOpen() {
		assertThat(call("{people, <<\"no-such-room\">>}")).startsWith("#{refused => <<\"There is no such room");
		assertThat(call("{join, self(), <<\"Not A Room\">>, <<\"joe\">>}")).startsWith("#{refused => ");
		assertThat(call("{join, self(), <<\"lobby\">>, <<\"\">>}")).startsWith("#{refused => ");
		assertThat(call("{say, self(), <<\"lobby\">>, <<\"  \">>}")).startsWith("#{refused => ");
		await().atMost(SOON)
			.until(() -> this.shell.type("length(gen_server:call(Rooms, list_rooms)) >= 3.").equals("true"));
	}

	@Test
	void theEndOfAProcessInTheShellIsTheEndOfItsVisit() {
		try (PageClient ada = new PageClient(port(), "watcher")) {
			this.shell
				.type("Guest = spawn(fun() -> gen_server:call(Rooms, {join, self(), <<\"lobby\">>, <<\"mike\">>}), "
						+ "receive stop -> ok end end).");
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.people()).contains("mike"));

			this.shell.type("exit(Guest, kill).");

			await().atMost(SOON).untilAsserted(() -> assertThat(ada.people()).doesNotContain("mike"));
		}
	}

	@Test
	void whatIsSaidInAShellIsSeenInABrowser() {
		assumeTrue(Browser.available(), "There is no Chromium with its driver on this machine");
		try (Browser grace = Browser.desktop().enter(port(), "Grace")) {
			this.shell.type("gen_server:call(Rooms, {join, self(), <<\"lobby\">>, <<\"robert\">>}), ok.");
			grace.seesPeople(SOON, "Grace", "robert");

			assertThat(call("{say, self(), <<\"lobby\">>, <<\"seen from Erlang\">>}")).isEqualTo("delivered");

			grace.reads("seen from Erlang");
			grace.screenshot("desktop-erlang");
			this.shell.type("gen_server:cast(Rooms, {leave, self(), <<\"lobby\">>}).");
			grace.seesPeople(SOON, "Grace");
		}
	}

	@Test
	void elixirCallsTheRoomsLikeAnyGenServer() throws Exception {
		assumeTrue(ErlangShell.isInstalled("elixir", "--version"), "Elixir is not installed");
		try (PageClient ada = new PageClient(port(), "valim")) {
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.people()).containsExactly("valim"));
			String script = """
					rooms = {:rooms, :"%s"}
					[%%{nick: "valim"}] = GenServer.call(rooms, {:people, "lobby"})
					%%{people: people} = GenServer.call(rooms, {:join, self(), "lobby", "Jose"})
					2 = length(people)
					:delivered = GenServer.call(rooms, {:say, self(), "lobby", "ola"})
					receive do
					  {:heard, %%{text: "ola", nick: "Jose"}} -> IO.write("done")
					after
					  9000 -> IO.write("late")
					end
					""".formatted(this.name);

			Process elixir = new ProcessBuilder("elixir", "--sname",
					"jose" + ProcessHandle.current().pid() + "@localhost", "--cookie", COOKIE, "-e", script)
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			String said = new String(elixir.getInputStream().readAllBytes());
			elixir.waitFor(10, TimeUnit.SECONDS);

			assertThat(said).isEqualTo("done");
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.heard()).contains("ola"));
		}
	}

}
