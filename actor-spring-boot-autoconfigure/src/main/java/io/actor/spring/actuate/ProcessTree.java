package io.actor.spring.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.actor.node.Node;
import io.actor.process.ProcessInfo;
import io.actor.process.Processes;
import io.actor.spring.actuate.ProcessesDescriptor.TreeEntry;
import io.actor.supervisor.ChildInfo;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.SupervisorView;
import io.actor.term.Pid;

/** Reads the supervision tree once, up to a number of processes. */
final class ProcessTree {

	private final Processes processes;

	private int left;

	private boolean truncated;

	ProcessTree(Processes processes, int limit) {
		this.processes = processes;
		this.left = limit;
	}

	ProcessesDescriptor read(Node node) {
		TreeEntry root = node.whereis(Node.APPLICATION).map((pid) -> entry(pid, Node.APPLICATION, 0)).orElse(null);
		return new ProcessesDescriptor(node.name(), this.processes.count(), this.truncated, root);
	}

	private TreeEntry entry(Pid pid, String id, int restarts) {
		this.left--;
		Optional<ProcessInfo> info = this.processes.info(pid);
		if (info.isEmpty()) {
			return ended(id, ChildSpec.Kind.WORKER, "stopped", restarts);
		}
		ProcessInfo process = info.get();
		String name = Optional.ofNullable(process.name()).orElse(id);
		Optional<SupervisorView> supervisor = SupervisorView.of(this.processes, pid, Math.max(this.left, 0));
		if (supervisor.isPresent()) {
			SupervisorView view = supervisor.get();
			return new TreeEntry(pid.toLocalString(), name, process.kind(), null, view.strategy(), null, null, null,
					view.restarts(), children(view));
		}
		return new TreeEntry(pid.toLocalString(), name, process.kind(), process.type(), null, word(process.status()),
				process.mailbox(), process.messages(), restarts, List.of());
	}

	private List<TreeEntry> children(SupervisorView view) {
		List<TreeEntry> entries = new ArrayList<>();
		for (ChildInfo child : view.children()) {
			if (this.left <= 0) {
				break;
			}
			Pid pid = child.pid();
			if (pid != null) {
				entries.add(entry(pid, child.id(), child.restarts()));
			}
			else {
				this.left--;
				entries.add(ended(child.id(), child.kind(), child.restarting() ? "restarting" : "stopped",
						child.restarts()));
			}
		}
		if (entries.size() < view.childCount()) {
			this.truncated = true;
		}
		return entries;
	}

	private static TreeEntry ended(String id, ChildSpec.Kind kind, String status, int restarts) {
		return new TreeEntry(null, id, (kind == ChildSpec.Kind.SUPERVISOR) ? "supervisor" : "server", null, null,
				status, null, null, restarts, List.of());
	}

	/** A constant as the endpoints write it: {@code waiting}. */
	static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
