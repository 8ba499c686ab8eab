package io.actor.test.planted;

import java.util.List;

/** Defects of servers, supervisors and the life of a node. */
final class BehaviourFaults {

	static final PlantedFault RESTART_TOO_MANY = supervisor("a restart too many", "SupervisorServer",
			"RestartWindow.of(definition.intensity(), definition.period());",
			"RestartWindow.of(definition.intensity() + 1, definition.period());");

	static final PlantedFault TERMINATE_ON_KILL = server("terminate runs on kill", "ServerLoop",
			"if (ended != null) { ended.ended(reason); }",
			"if (ended != null) { if (reason.equals(ExitReason.KILLED)) { ended.terminate(reason); } ended.ended(reason); }");

	static final List<PlantedFault> ALL = List.of(TERMINATE_ON_KILL,
			server("a request without a reply is handled twice", "ServerLoop",
					"case CallRequest call -> call(self, call);",
					"case CallRequest call -> { call(self, call); if (call.open()) { call(self, call); } }"),
			// These two were in the core once; the swarm has found them.
			server("a server told to end terminates all the same", "ServerEnd", "self.checkAlive(); loop.beginEnd();",
					"loop.beginEnd();"),
			server("a failed start leaves an exit to a trapping starter", "Servers",
					"forgetExit(parent, process.pid());", ""),
			server("a message overtakes the continuation of init", "ServerLoop", "if (first != null) {",
					"if (first != null && message instanceof Starting.FirstStep) {"),
			server("callers in the mailbox are not told of the end", "process/Ending",
					"undelivered(incoming, reason); incoming = below;", "incoming = below;"),
			server("a caller whose answer is owed is not told of the end", "process/Ending",
					"taken.obligations().forEach((obligation) -> obligation.abandoned(reason));", ""),
			server("an overtaken silence is told all the same", "ServerLoop",
					"if (message instanceof Inactivity.Expired expired && expired.isStale(timer)) {",
					"if (message instanceof Inactivity.Expired expired && expired.body() == null) {"),
			server("a reply counts after the timeout", "PendingCall",
					"if (this.outcome.compareAndSet(null, result)) { wake(); }", "this.outcome.set(result); wake();"),
			server("the second cast is handled before the first", "process/Mailbox", """
					if (this.tail == null) {
						this.head = first;
					}
					""", """
					if (this.tail == null) {
						Message second = first.next;
						if (second != null) {
							first.next = second.next;
							second.next = first;
							last = (last == second) ? first : last;
							first = second;
						}
						this.head = first;
					}
					"""), RESTART_TOO_MANY,
			supervisor("a restart too few", "RestartWindow", "return this.restarts.size() > this.intensity;",
					"return this.restarts.size() >= Math.max(1, this.intensity);"),
			supervisor("the restart window follows the wall clock", "SupervisorServer",
					"this.window = this.window.add(self().processes().clock().nanoTime());",
					"this.window = this.window.add(self().processes().clock().wallMillis() * 1_000_000);"),
			supervisor("a restart exactly one period ago is forgotten", "RestartWindow",
					"if (nowNanos - each <= this.period.toNanos()) {",
					"if (nowNanos - each < this.period.toNanos()) {"),
			supervisor("a temporary child is restarted", "RestartPlan", "case TEMPORARY -> new Forget();",
					"case TEMPORARY -> reason.isClean() ? new Forget() : again(strategy, children.size(), ended);"),
			supervisor("a transient child is restarted after shutdown", "RestartPlan",
					"case TRANSIENT -> reason.isClean()", "case TRANSIENT -> reason.isNormal()"),
			supervisor("children are stopped in start order", "SupervisorServer",
					"for (int i = all.size() - 1; i >= first; i--) {", "for (int i = first; i < all.size(); i++) {"),
			supervisor("rest-for-one restarts all", "RestartPlan", "case REST_FOR_ONE -> new Again(ended, children);",
					"case REST_FOR_ONE -> new Again(0, children);"),
			supervisor("a child is killed before its deadline", "ChildStopper",
					"return Duration.ofNanos(Math.max(0, next.deadline - this.supervisor.processes().clock().nanoTime()));",
					"return Duration.ofNanos(Math.max(0, (next.deadline - this.supervisor.processes().clock().nanoTime()) / 2));"),
			supervisor("a child that ignores its shutdown is not killed", "ChildStopper",
					"limited.removeFirst(); this.supervisor.exit(next.target.pid(), ExitReason.KILL);",
					"limited.removeFirst();"),
			supervisor("a restart that failed is not tried again", "SupervisorServer",
					"each.restarting(); retry(each);", "each.restarting();"),
			supervisor("children outlive a killed supervisor", "gen/Servers",
					"new SpawnOptions(parent != null, options.cpuBound(), false)",
					"new SpawnOptions(false, options.cpuBound(), false)"),
			life("a node that stops leaves processes behind", PlantedFault.LOCAL, "node/Node",
					"this.runtime.killOthers();", ""),
			life("a node that stops does not stop its tree in order", PlantedFault.CLUSTER, "node/Node",
					"this.runtime.stopApplication();", ""),
			life("a node can be opened twice", PlantedFault.LOCAL, "node/Node",
					"if (!this.opened.compareAndSet(false, true)) {", "if (this.state.get() == NodeState.DOWN) {"),
			life("a tree that cannot start leaves what had started", PlantedFault.LOCAL, "supervisor/SupervisorServer",
					"stopFrom(0); return failed(", "return failed("));

	private BehaviourFaults() {
	}

	private static PlantedFault server(String id, String type, String original, String replaced) {
		return new PlantedFault(id, "GS", PlantedFault.LOCAL, file("gen", type), original, replaced);
	}

	private static PlantedFault supervisor(String id, String type, String original, String replaced) {
		return new PlantedFault(id, "SV", PlantedFault.LOCAL, file("supervisor", type), original, replaced);
	}

	private static PlantedFault life(String id, String suite, String type, String original, String replaced) {
		return new PlantedFault(id, "SL", suite, file("", type), original, replaced);
	}

	private static String file(String folder, String type) {
		return "io/actor/" + (type.contains("/") ? type : folder + "/" + type) + ".java";
	}

}
