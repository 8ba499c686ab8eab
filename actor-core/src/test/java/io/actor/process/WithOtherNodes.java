package io.actor.process;

import java.util.List;

import io.actor.fixture.RecordedNetwork;
import io.actor.fixture.RecordedNetwork.Signal;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.awaitility.Awaitility.await;

/** Processes, and a network that records what leaves for other nodes. */
abstract class WithOtherNodes {

	static final Atom THERE = Atom.of("there@host");

	static final Pid REMOTE = new Pid(THERE, 7, 0, 3);

	static final Pid OTHER = new Pid(THERE, 8, 0, 3);

	static final Ref REMOTE_REF = new Ref(THERE, 3, 1, 2, 3);

	static final RegisteredName REMOTE_NAME = new RegisteredName("rex", "there@host");

	final Kernel kernel = new Kernel();

	final RecordedNetwork network = new RecordedNetwork();

	final RemoteSignals incoming = this.kernel.processes.remoteSignals();

	@BeforeEach
	void connect() {
		this.kernel.processes.distribution(this.network);
	}

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	List<Signal> sent() {
		return this.network.signals;
	}

	List<Signal> sent(String kind) {
		return this.network.of(kind);
	}

	ProcessInfo info(Pid pid) {
		return this.kernel.processes.info(pid).orElseThrow();
	}

	/**
	 * A process that puts its exits and downs and all its mail into a list of the test.
	 */
	Pid trapping(List<Object> mail) {
		return this.kernel.server((self, message) -> mail.add(message), new SpawnOptions(false, false, true));
	}

	void end(Pid pid, ExitReason reason) {
		this.kernel.exit(pid, reason);
		await().until(() -> this.kernel.processes.info(pid).isEmpty());
	}

}
