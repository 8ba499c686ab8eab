package io.actor.supervisor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Probe;
import io.actor.gen.CallException;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.process.ExitReason;
import io.actor.term.Pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Children that note when they start and stop, and fail to start when told. */
final class Family {

	/** {@code +id} for a start, {@code -id reason} for a terminate, in order. */
	final List<Object> log = new CopyOnWriteArrayList<>();

	private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

	private final LocalNode local;

	Family(LocalNode local) {
		this.local = local;
	}

	/** The next starts of this child fail. */
	void fail(String id, int times) {
		failures(id).set(times);
	}

	private AtomicInteger failures(String id) {
		return this.failures.computeIfAbsent(id, (_) -> new AtomicInteger());
	}

	ChildSpec child(String id) {
		return ChildSpec.worker(id, () -> new Member(id));
	}

	ChildSpec ignored(String id) {
		return ChildSpec.worker(id, () -> new Probe() {

			@Override
			protected Init init() {
				return ignore();
			}
		});
	}

	SupervisorRef start(Supervisor supervisor) {
		return this.local.node().start(supervisor, StartOptions.named("sup"));
	}

	ServerRef server(String id) {
		return this.local.node().server(id);
	}

	Pid pid(String id) {
		return this.local.node().whereis(id).orElseThrow();
	}

	Optional<Pid> pidOf(SupervisorRef supervisor, String id) {
		return supervisor.whichChildren()
			.stream()
			.filter((child) -> child.id().equals(id))
			.findFirst()
			.map(ChildInfo::pid);
	}

	/** Makes a child stop with this reason and waits for its end. */
	void end(String id, ExitReason reason) {
		var end = this.local.endOf(pid(id));
		Probe.tell(server(id), (probe) -> Probe.end(reason));
		assertThat(LocalNode.get(end)).isEqualTo(reason);
	}

	/** Makes a child crash and waits until another one has its name. */
	void crash(String id) {
		Pid before = pid(id);
		end(id, ExitReason.named("broken"));
		awaitRunning(id, before);
	}

	void awaitRunning(String id, Pid before) {
		// One whose start is about to fail has the name for a while, too.
		await().ignoreException(CallException.class)
			.until(() -> this.local.node().whereis(id).filter((pid) -> !pid.equals(before)).isPresent()
					&& Probe.answers(server(id)));
	}

	/** A child of the family. */
	class Member extends Probe {

		private final String id;

		Member(String id) {
			this.id = id;
		}

		@Override
		protected Init init() {
			self().trapExit(true);
			if (failures(this.id).getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
				Family.this.log.add("!" + this.id);
				return failed(ExitReason.named("no_start"));
			}
			Family.this.log.add("+" + this.id);
			return ready();
		}

		@Override
		protected Next handleInfo(Object message) {
			return noReply();
		}

		@Override
		protected void terminate(ExitReason reason) {
			Family.this.log.add("-" + this.id + " " + reason);
		}

	}

}
