package io.actor.sample.chat;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.awaitility.Awaitility.await;

/** The application in a JVM of its own, so that it can be killed. */
final class ChildNode implements AutoCloseable {

	private final Process process;

	private final int port;

	private ChildNode(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	static ChildNode start(String... properties) throws IOException {
		return start(freePort(), properties);
	}

	/** Starts one on the port of one that has ended, so that its pages find it again. */
	static ChildNode start(int port, String... properties) throws IOException {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath(), ChatApplication.class.getName(),
				"--server.port=" + port));
		for (String property : properties) {
			command.add("--" + property);
		}
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(new File("target", "child-node.log"))
			.start();
		ChildNode node = new ChildNode(process, port);
		await().atMost(Duration.ofMinutes(2)).until(() -> !process.isAlive() || node.answers());
		if (!process.isAlive()) {
			throw new IllegalStateException("The second node has ended; see target/child-node.log");
		}
		return node;
	}

	/** Surefire may put the class path into a manifest and keeps the real one here. */
	private static String classPath() {
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private boolean answers() {
		try (Socket socket = new Socket("localhost", this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	int port() {
		return this.port;
	}

	/** As {@code kill -9} does. */
	void kill() {
		this.process.destroyForcibly();
	}

	@Override
	public void close() {
		kill();
		this.process.onExit().join();
	}

}
