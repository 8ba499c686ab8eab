package io.actor.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.actor.node.EpmdMode;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Erlang nodes and tools with the port mapper of ours, and ours beside Erlang's own. */
@Tag("interop")
@Timeout(60)
class PortMapperInteropTests {

	private static final String COOKIE = "interop-cookie-of-the-port-mappers";

	private static final HexFormat HEX = HexFormat.of();

	private final List<AutoCloseable> opened = new ArrayList<>();

	private int port;

	@BeforeEach
	void choosePort() throws IOException {
		assumeTrue(ErlangNode.available(), "Erlang is not installed");
		this.port = freePort();
	}

	@AfterEach
	void stop() throws Exception {
		for (AutoCloseable each : this.opened.reversed()) {
			each.close();
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return free.getLocalPort();
		}
	}

	private static String alive(String what) {
		return what + ProcessHandle.current().pid();
	}

	private Node java(String what, EpmdMode mode, int mapperPort) {
		Node node = Node
			.start(NodeConfig.named(alive(what) + "@127.0.0.1", COOKIE).port(0).epmd(mode).epmdPort(mapperPort));
		this.opened.add(node);
		return node;
	}

	private ErlangNode erlang(String what) throws IOException {
		ErlangNode node = ErlangNode.start(alive(what), COOKIE, "-start_epmd", "false", "-epmd_port",
				String.valueOf(this.port));
		this.opened.add(node);
		return node;
	}

	private static String names(ErlangNode erlang) {
		return erlang.eval("lists:sort([N || {N, _} <- element(2, net_adm:names({127,0,0,1}))]).");
	}

	/** The real one. */
	private void realPortMapper(int at) throws Exception {
		Process process = new ProcessBuilder("epmd", "-port", String.valueOf(at)).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		this.opened.add(() -> process.destroyForcibly().waitFor());
		await().until(() -> {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at)) {
				return socket.isConnected();
			}
			catch (IOException ex) {
				return false;
			}
		});
	}

	@Test
	void anErlangNodeRegistersWithOursAndBothFindEachOther() throws Exception {
		Node first = java("first", EpmdMode.AUTO, this.port);
		ErlangNode erlang = erlang("erl");
		Node second = java("second", EpmdMode.AUTO, this.port);

		assertThat(names(erlang))
			.isEqualTo("[\"" + alive("erl") + "\",\"" + alive("first") + "\",\"" + alive("second") + "\"]");
		assertThat(erlang.eval("net_adm:names().")).contains(alive("first"));
		assertThat(erlang.eval("net_adm:ping('" + first.name() + "').")).isEqualTo("pong");
		assertThat(second.connect(erlang.name())).isTrue();
		assertThat(epmdNames()).contains("name " + alive("first") + " at port " + first.port().orElseThrow(),
				"name " + alive("erl") + " at port ", "up and running on port " + this.port);

		erlang.kill();
		await().untilAsserted(() -> assertThat(epmdNames()).doesNotContain(alive("erl")));
	}

	private String epmdNames() throws Exception {
		Process process = new ProcessBuilder("epmd", "-port", String.valueOf(this.port), "-names")
			.redirectErrorStream(true)
			.start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(said).isZero();
		return said;
	}

	@Test
	void theNamesOfTwoErlangNodesInOursAreUnique() throws Exception {
		java("first", EpmdMode.EMBEDDED, this.port);
		erlang("erl");

		assertThat(catchThrowable(() -> erlang("erl"))).hasMessageContaining("Erlang did not start");
	}

	@Test
	void anErlangNodeIsRegisteredAgainWhenAnotherNodeTakesThePortMapperOver() throws Exception {
		Node first = java("first", EpmdMode.AUTO, this.port);
		Node second = java("second", EpmdMode.AUTO, this.port);
		ErlangNode erlang = erlang("erl");

		first.close();

		await().atMost(Duration.ofSeconds(15))
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(names(erlang))
				.isEqualTo("[\"" + alive("erl") + "\",\"" + alive("second") + "\"]"));
		assertThat(erlang.eval("net_adm:ping('" + second.name() + "').")).isEqualTo("pong");
	}

	@Test
	void ourNodeRegistersWithErlangsAndIsFoundThere() throws Exception {
		realPortMapper(this.port);
		Node node = java("ours", EpmdMode.EXTERNAL, this.port);
		ErlangNode erlang = erlang("erl");

		assertThat(erlang.eval("net_adm:ping('" + node.name() + "').")).isEqualTo("pong");
		assertThat(epmdNames()).contains("name " + alive("ours") + " at port " + node.port().orElseThrow());
	}

	// ---- the same questions to both ----

	@Test
	void oursAnswersAsErlangsDoes() throws Exception {
		int real = freePort();
		realPortMapper(real);
		Node carrier = java("carrier", EpmdMode.EMBEDDED, this.port);
		String carried = HEX.formatHex(("name " + alive("carrier") + " at port " + carrier.port().orElseThrow() + "\n")
			.getBytes(StandardCharsets.UTF_8));

		List<String> theirs = conversation(real);
		List<String> ours = conversation(this.port).stream().map((answer) -> answer.replace(carried, "")).toList();

		assertThat(ours).isEqualTo(theirs);
	}

	/** Asks all there is to ask, and gives the answers with what differs taken out. */
	private List<String> conversation(int at) throws Exception {
		List<String> answers = new ArrayList<>();
		List<Socket> kept = new ArrayList<>();
		String mapperPort = HEX.toHexDigits(at, 8);
		try {
			for (String[] registration : new String[][] { { "golden", "77", "6", "6", "" },
					{ "golden", "77", "6", "6", "" }, { "hidden", "72", "6", "6", "xy" }, { "old", "77", "5", "5", "" },
					{ "both", "77", "6", "5", "" }, { "future", "77", "9", "6", "" }, { "göld", "77", "6", "6", "" },
					{ "a b", "77", "6", "6", "" }, { "x".repeat(255), "77", "6", "6", "" },
					{ "x".repeat(256), "77", "6", "6", "" }, { "ö".repeat(255), "77", "6", "6", "" },
					{ "ö".repeat(256), "77", "5", "5", "" }, { "extra", "77", "6", "6", "e".repeat(1020) },
					{ "more", "77", "6", "6", "e".repeat(1021) }, { "", "77", "6", "6", "" },
					{ "n\0l", "77", "6", "6", "" } }) {
				answers.add(registration[0] + " " + withoutCreation(register(at, kept, registration)));
			}
			answers.add("not UTF-8 " + withoutCreation(ask(at, kept, "001078c3504d000006000600 03ff61620000")));
			answers.add("junk behind " + withoutCreation(ask(at, kept, "001378c3504d0000060006000474 61696c0000aabb")));
			for (String name : List.of("golden", "hidden", "old", "both", "future", "göld", "extra", "nobody",
					"n\nl")) {
				answers.add(name + " " + ask(at, null, framed("7a" + hex(name))));
			}
			for (String request : List.of("00016e", "00036e0000", "00017a", "00047a610062", "00037aff61", "0000",
					"000101", "00016e00016e", "000d78c3504d00000600060000 0000", framed("7a" + hex("x".repeat(256))),
					"001378c3504d00000600060009676f6c64656e0000")) {
				answers.add(request + " " + ask(at, null, request).replace(mapperPort, "port"));
			}
			answers.add("creation " + steps(at));
			Socket golden = kept.getFirst();
			golden.getOutputStream().write(1);
			answers.add("golden speaks " + read(golden, false));
			answers.add("golden is gone " + ask(at, null, framed("7a" + hex("golden"))));
			kept.get(2).close();
			await().until(() -> ask(at, null, framed("7a" + hex("hidden"))).startsWith("7701"));
			answers.add("names " + ask(at, null, "00016e").replace(mapperPort, "port"));
		}
		finally {
			for (Socket socket : kept) {
				socket.close();
			}
		}
		return answers;
	}

	/** How the creation of a name changes from one registration to the next. */
	private String steps(int at) throws Exception {
		List<Integer> creations = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			List<Socket> one = new ArrayList<>();
			String answer = register(at, one, new String[] { "again", "77", "6", "6", "" });
			creations.add(HexFormat.fromHexDigits(answer.substring(4, 12)));
			one.getFirst().close();
			await().until(() -> ask(at, null, framed("7a" + hex("again"))).startsWith("7701"));
		}
		return (creations.get(1) - creations.get(0)) + " " + (creations.get(2) - creations.get(1));
	}

	private static String register(int at, List<Socket> kept, String[] parts) throws IOException {
		byte[] name = parts[0].getBytes(StandardCharsets.UTF_8);
		byte[] extra = parts[4].getBytes(StandardCharsets.UTF_8);
		byte[] request = ByteBuffer.allocate(13 + name.length + extra.length)
			.put((byte) 120)
			.putShort((short) 50000)
			.put(Byte.parseByte(parts[1]))
			.put((byte) 0)
			.putShort(Short.parseShort(parts[2]))
			.putShort(Short.parseShort(parts[3]))
			.putShort((short) name.length)
			.put(name)
			.putShort((short) extra.length)
			.put(extra)
			.array();
		return ask(at, kept, framed(HEX.formatHex(request)));
	}

	/** Asks; a connection that stays open is kept, and is not waited for. */
	private static String ask(int at, List<Socket> kept, String request) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), at);
		socket.getOutputStream().write(HEX.parseHex(request.replace(" ", "")));
		String answer = read(socket, kept != null);
		if (kept != null) {
			kept.add(socket);
		}
		else {
			socket.close();
		}
		return answer;
	}

	private static String read(Socket socket, boolean registration) throws IOException {
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		socket.setSoTimeout(5000);
		try {
			int next;
			while ((next = socket.getInputStream().read()) >= 0) {
				answer.write(next);
				byte[] now = answer.toByteArray();
				if (registration && now.length == ((now[0] == 118) ? 6 : 4)) {
					return HEX.formatHex(now);
				}
			}
			return HEX.formatHex(answer.toByteArray()) + " closed";
		}
		catch (SocketTimeoutException ex) {
			return HEX.formatHex(answer.toByteArray()) + " open";
		}
		catch (IOException ex) {
			// A reset: there were bytes nobody read.
			return HEX.formatHex(answer.toByteArray()) + " closed";
		}
	}

	/** Their creations are not the same, but their forms are. */
	private static String withoutCreation(String answer) {
		return answer.startsWith("7600") ? "7600" + "c".repeat(answer.length() - 4)
				: answer.startsWith("7900") ? "7900" + "c".repeat(answer.length() - 4) : answer;
	}

	private static String framed(String body) {
		return HEX.toHexDigits((short) (body.length() / 2)) + body;
	}

	private static String hex(String text) {
		return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
	}

}
