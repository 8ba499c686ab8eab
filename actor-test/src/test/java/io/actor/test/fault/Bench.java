package io.actor.test.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Where the nodes of a test run. As root on Linux each has a network namespace with one
 * link to the bridge of the bench, so that faults of the network touch nothing else;
 * otherwise an address of the loopback network, where only processes can be harmed. What
 * a bench has started and made is gone when it is closed, and if its JVM is killed, when
 * the next bench is opened.
 */
final class Bench implements AutoCloseable {

	/** Names of namespaces: this, the JVM that made it, the bench, the place. */
	private static final String PREFIX = "actorfault";

	private static final AtomicInteger BENCHES = new AtomicInteger();

	/** Why there is no network; empty if there is one. */
	private final Optional<String> missing;

	/** Also of the namespace of the bridge. */
	private final String name;

	private final List<Member> members = new ArrayList<>();

	private final Thread atExit = new Thread(this::remove);

	private int places;

	private Bench(String name, Optional<String> missing) {
		this.name = name;
		this.missing = missing;
	}

	/** A bench with a network if that is possible here. */
	static Bench open() {
		String name = PREFIX + "-" + ProcessHandle.current().pid() + "-" + BENCHES.incrementAndGet();
		Bench bench = new Bench(name, bridge(name));
		Runtime.getRuntime().addShutdownHook(bench.atExit);
		return bench;
	}

	/** A bench without a network, whatever is possible here. */
	static Bench onLoopback() {
		Bench bench = new Bench("loopback", Optional.of("none is wanted"));
		Runtime.getRuntime().addShutdownHook(bench.atExit);
		return bench;
	}

	/** Makes the bridge; what is missing if that is not possible here. */
	private static Optional<String> bridge(String name) {
		if (!"root".equals(System.getProperty("user.name"))) {
			return Optional.of("only root may make namespaces");
		}
		for (List<String> tool : List.of(List.of("ip", "-Version"), List.of("tc", "-Version"),
				List.of("iptables", "--version"))) {
			if (!Shell.succeeds(tool.toArray(String[]::new))) {
				return Optional.of("there is no " + tool.getFirst());
			}
		}
		if (!Shell.succeeds("ip", "netns", "list")) {
			return Optional.of("this system has no namespaces");
		}
		sweep();
		boolean made = Shell.succeeds("ip", "netns", "add", name)
				&& Shell.succeeds("ip", "-n", name, "link", "add", "bridge", "type", "bridge")
				&& Shell.succeeds("ip", "-n", name, "link", "set", "bridge", "up");
		if (!made) {
			Shell.succeeds("ip", "netns", "del", name);
			return Optional.of("namespaces may not be made here");
		}
		return Optional.empty();
	}

	/** Removes what a JVM that no longer lives has left behind. */
	private static void sweep() {
		for (String each : namespaces()) {
			Optional<ProcessHandle> maker = ProcessHandle.of(Long.parseLong(each.split("-")[1]));
			if (maker.isEmpty()) {
				delete(each);
			}
		}
	}

	/** The namespaces of all benches of this machine. */
	static List<String> namespaces() {
		return Shell.run("ip", "netns", "list")
			.lines()
			.map((line) -> line.split(" ")[0])
			.filter((each) -> each.startsWith(PREFIX + "-"))
			.toList();
	}

	/** Processes first: a namespace lives as long as one runs in it. */
	private static void delete(String namespace) {
		Shell.run("ip", "netns", "pids", namespace)
			.lines()
			.map(Long::valueOf)
			.flatMap((pid) -> ProcessHandle.of(pid).stream())
			.forEach(ProcessHandle::destroyForcibly);
		Shell.run("ip", "netns", "del", namespace);
	}

	/** Whether links can be harmed. */
	boolean network() {
		return this.missing.isEmpty();
	}

	/** Skips the test if links cannot be harmed, and says why not. */
	void requireNetwork() {
		assumeTrue(network(), () -> "Links can be harmed in network namespaces only: " + this.missing.orElseThrow());
	}

	/** What kind of bench it is, for the report. */
	String kind() {
		return network() ? "namespaces" : "loopback";
	}

	/** A new place. */
	Place place() {
		this.places++;
		if (!network()) {
			return new Place.OnLoopback("127.0.7." + this.places);
		}
		String namespace = this.name + "-" + this.places;
		String port = "port" + this.places;
		String link = Place.InNamespace.LINK;
		String address = "10.77.0." + this.places;
		Shell.run("ip", "netns", "add", namespace);
		Shell.run("ip", "link", "add", "name", link, "netns", namespace, "type", "veth", "peer", "name", port, "netns",
				this.name);
		Shell.run("ip", "-n", this.name, "link", "set", port, "master", "bridge", "up");
		Shell.run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", link);
		Shell.run("ip", "-n", namespace, "link", "set", link, "up");
		Shell.run("ip", "-n", namespace, "link", "set", "lo", "up");
		return new Place.InNamespace(address, namespace, this.name, port);
	}

	/** A new place whose link can be harmed. */
	Place.InNamespace link() {
		if (place() instanceof Place.InNamespace place) {
			return place;
		}
		throw new IllegalStateException("A bench on loopback has no links");
	}

	/** Has the bench end this member when it is closed. */
	Member add(Supplier<Member> starting) {
		Member member = starting.get();
		this.members.add(member);
		return member;
	}

	@Override
	public void close() {
		remove();
		Runtime.getRuntime().removeShutdownHook(this.atExit);
	}

	private void remove() {
		this.members.forEach(Member::close);
		if (network()) {
			namespaces().stream()
				.filter((each) -> each.equals(this.name) || each.startsWith(this.name + "-"))
				.forEach(Bench::delete);
		}
	}

}
