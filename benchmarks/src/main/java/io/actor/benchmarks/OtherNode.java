package io.actor.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.actor.gen.CallException;
import io.actor.node.Node;
import io.actor.node.NodeListener;
import io.actor.node.PeerInfo;

/** The JVM of the other node, with the flags of this one; killed when it is closed. */
final class OtherNode implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int PAUSE_MILLIS = 20;

	private final String name;

	private final Process process;

	private OtherNode(String name, Process process) {
		this.name = name;
		this.process = process;
	}

	/** Starts it and returns when the two nodes are connected and its servers are up. */
	static OtherNode start(Node node, String name) throws IOException, InterruptedException {
		CountDownLatch up = new CountDownLatch(1);
		Runnable leave = node.listen(new NodeListener() {

			@Override
			public void nodeUp(PeerInfo peer) {
				if (peer.name().equals(name)) {
					up.countDown();
				}
			}

		});
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), RemoteSide.class.getName(), name,
				node.name() + ":" + node.port().orElseThrow()));
		OtherNode other = new OtherNode(name,
				new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)
					.redirectOutput(ProcessBuilder.Redirect.DISCARD)
					.start());
		try {
			if (!up.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IllegalStateException("The other node did not come up");
			}
			other.awaitServers(node);
		}
		catch (InterruptedException | RuntimeException ex) {
			other.close();
			throw ex;
		}
		finally {
			leave.run();
		}
		return other;
	}

	/** They start when the nodes may be connected already, the adder last. */
	private void awaitServers(Node node) throws InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (true) {
			try {
				node.server(RemoteSide.ADDER, this.name).call(new Adder.Add(1));
				return;
			}
			catch (CallException ex) {
				if (System.nanoTime() > end) {
					throw ex;
				}
				Thread.sleep(PAUSE_MILLIS);
			}
		}
	}

	String name() {
		return this.name;
	}

	/** SIGKILL. */
	void kill() {
		this.process.destroyForcibly();
	}

	@Override
	public void close() {
		kill();
		try {
			this.process.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
