package io.actor.node;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.actor.application.ApplicationInfo;
import io.actor.process.ProcessLimits;
import io.actor.rpc.Arguments;
import io.actor.rpc.RaisedException;
import io.actor.rpc.RemoteFunctions;
import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * The functions of Erlang's own modules that tools look at a node with. They only read.
 * None is offered unless it is allowed.
 */
final class SystemFunctions {

	private final Supplier<Node> owner;

	private final ProcessLimits limits;

	private SystemFunctions(Supplier<Node> owner, ProcessLimits limits) {
		this.owner = owner;
		this.limits = limits;
	}

	/** Those that are allowed. */
	static RemoteFunctions of(Node node, NodeSettings settings) {
		return new SystemFunctions(() -> node, settings.limits()).all().only(settings.allowed());
	}

	/**
	 * Whether there is what shall be allowed.
	 * @throws IllegalArgumentException if not
	 */
	static void check(List<String> allowed) {
		new SystemFunctions(() -> {
			throw new IllegalStateException("No node");
		}, ProcessLimits.DEFAULT).all().only(allowed);
	}

	private RemoteFunctions all() {
		return RemoteFunctions.NONE.function("erlang", "node", 0, (args) -> Atom.of(node().name()))
			.function("erlang", "nodes", 0, (args) -> nodes(PeerInfo::visible))
			.function("erlang", "nodes", 1, this::nodes)
			.function("erlang", "processes", 0, (args) -> ListTerm.of(node().processes().pids()))
			.function("erlang", "memory", 0, (args) -> memory())
			.function("erlang", "system_info", 1, this::info)
			.function("application", "which_applications", 0, (args) -> applications());
	}

	private Node node() {
		return this.owner.get();
	}

	private ListTerm nodes(Predicate<PeerInfo> which) {
		return ListTerm.of(node().peers().stream().filter(which).map((peer) -> Atom.of(peer.name())).toList());
	}

	private Term nodes(Arguments args) {
		return switch ((args.get(0) instanceof Atom(String name)) ? name : "") {
			case "visible" -> nodes(PeerInfo::visible);
			case "hidden" -> nodes((peer) -> !peer.visible());
			case "connected" -> nodes((peer) -> true);
			case "this" -> ListTerm.of(Atom.of(node().name()));
			default -> throw RaisedException.error(Atom.of("badarg"));
		};
	}

	/** All processes share one heap. */
	private static ListTerm memory() {
		java.lang.Runtime jvm = java.lang.Runtime.getRuntime();
		long used = jvm.totalMemory() - jvm.freeMemory();
		return ListTerm.of(entry("total", jvm.totalMemory()), entry("processes", used), entry("processes_used", used),
				entry("system", jvm.totalMemory() - used));
	}

	private static Tuple entry(String key, long value) {
		return Tuple.of(Atom.of(key), Int.of(value));
	}

	private Term info(Arguments args) {
		return switch ((args.get(0) instanceof Atom(String name)) ? name : "") {
			case "process_count" -> Int.of(node().processes().count());
			case "process_limit" -> Int.of(this.limits.processes());
			case "schedulers", "schedulers_online" -> Int.of(node().scheduler().queues());
			case "creation" -> Int.of(Integer.toUnsignedLong(node().creation()));
			case "wordsize" -> Int.of(Long.BYTES);
			case "system_version" -> ListTerm.charlist("actor on Java " + java.lang.Runtime.version().feature() + "\n");
			default -> throw RaisedException.error(Atom.of("badarg"));
		};
	}

	private ListTerm applications() {
		List<Tuple> running = node().applications().running().stream().map(SystemFunctions::entry).toList();
		return ListTerm.of(running);
	}

	private static Tuple entry(ApplicationInfo info) {
		return Tuple.of(Atom.of(info.name()), ListTerm.charlist(info.name()), ListTerm.charlist(info.version()));
	}

}
