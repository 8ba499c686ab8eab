package io.actor.node;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.actor.node.Nodes.Add;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A process elsewhere ends for a reason that goes beyond the limits: the connection is
 * lost for it, and whoever waits for that end hears {@code noconnection} and not nothing.
 */
@Timeout(30)
class UnreadableReasonTests {

	private final Nodes nodes = new Nodes();

	private final String name = Nodes.freshName("deep");

	private final Pid theirs = new Pid(Atom.of(this.name), 1, 0, 77);

	private Node node;

	private FakePeer peer;

	@BeforeEach
	void connect() throws IOException {
		this.node = this.nodes.start("target");
		this.peer = FakePeer.established(this.node, this.name);
	}

	@AfterEach
	void stop() throws IOException {
		this.peer.close();
		this.nodes.close();
	}

	/** A reason that is nested deeper than this node reads. */
	private static Term tooDeep() {
		Term reason = Atom.OK;
		for (int i = 0; i < 600; i++) {
			reason = Tuple.of(reason);
		}
		return reason;
	}

	private ControlMessage.MonitorP monitor() throws IOException {
		return (ControlMessage.MonitorP) this.peer.next(ControlMessage.MonitorP.class).message();
	}

	private void end(ControlMessage.MonitorP monitor) {
		this.peer.send(new ControlMessage.MonitorPExit(monitor.item(), monitor.watcher(), monitor.ref()), tooDeep());
	}

	@Test
	void aMonitorFires() throws Exception {
		CompletableFuture<Down> heard = new CompletableFuture<>();
		this.node.spawn((self) -> {
			self.monitor(this.theirs);
			heard.complete(self.receive(Down.class));
		});

		end(monitor());

		assertThat(heard.get(10, TimeUnit.SECONDS).reason()).isEqualTo(ExitReason.NOCONNECTION);
		assertThat(this.node.limitHits(Limit.DEPTH)).isEqualTo(1);
	}

	@Test
	void aLinkBreaks() throws Exception {
		CompletableFuture<Exit> heard = new CompletableFuture<>();
		this.node.spawn((self) -> {
			self.trapExit(true);
			self.link(this.theirs);
			heard.complete(self.receive(Exit.class));
		});
		ControlMessage.Link link = (ControlMessage.Link) this.peer.next(ControlMessage.Link.class).message();

		this.peer.send(new ControlMessage.Exit(this.theirs, link.from()), tooDeep());

		assertThat(heard.get(10, TimeUnit.SECONDS).reason()).isEqualTo(ExitReason.NOCONNECTION);
	}

	@Test
	void aCallFails() throws Exception {
		CompletableFuture<Integer> call = this.node.server("counter", this.name)
			.callAsync(new Add(1), Duration.ofHours(1));

		end(monitor());

		assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).hasMessageContaining("nodedown");
	}

}
