package io.actor.node;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.NameTable;
import io.actor.fixture.Otp;
import io.actor.gen.CallException;
import io.actor.gen.Collected;
import io.actor.gen.MultiReply;
import io.actor.gen.RequestId;
import io.actor.gen.RequestIds;
import io.actor.gen.Response;
import io.actor.gen.ServerName;
import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.node.Nodes.Add;
import io.actor.node.Nodes.Never;
import io.actor.node.Nodes.Note;
import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** What clients see of servers on other nodes that are there, missing, or lost. */
@Timeout(30)
class ServersAcrossNodesTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final Nodes nodes = new Nodes();

	private Node a;

	private Node b;

	/** What the counter on A has seen. */
	private LinkedBlockingQueue<Object> seen;

	@BeforeEach
	void startTwo() {
		this.a = this.nodes.start("a");
		this.b = this.nodes.start("b", this.a);
		this.seen = Nodes.counter(this.a);
		Nodes.connected(this.a, this.b);
	}

	@AfterEach
	void stop() {
		assertThat(this.b.processes().aliasCount()).as("addresses for replies left behind").isZero();
		this.nodes.close();
	}

	private Pid counterPid() {
		return this.a.whereis("counter").orElseThrow();
	}

	private ServerRef byPid() {
		return this.b.server(counterPid());
	}

	private ServerRef byName() {
		return this.b.server("counter", this.a.name());
	}

	private ExitReason nodedown() {
		return ExitReason.of(Tuple.of(Atom.of("nodedown"), Atom.of(this.a.name())));
	}

	private static ExitReason reason(Runnable call) {
		CallException failure = catchThrowableOfType(CallException.class, call::run);
		assertThat(failure).as("the call fails").isNotNull();
		return failure.reason();
	}

	private void loseA() {
		this.a.close();
		await().until(() -> this.b.peers().isEmpty());
	}

	@Test
	@Otp(102)
	void aCallToADeadPidIsNoprocAndToAStoppedNodeNodedown() {
		ServerRef server = byPid();
		assertThat(server.call(new Add(1))).isEqualTo(1);
		this.a.server("counter").stop();

		assertThat(reason(() -> server.call(new Add(1)))).isEqualTo(ExitReason.NOPROC);

		loseA();
		assertThat(reason(() -> server.call(new Add(1)))).isEqualTo(nodedown());
	}

	@Test
	@Otp(103)
	void aCallToAMissingNameIsNoprocAndToAStoppedNodeNodedown() {
		assertThat(reason(() -> this.b.server("nobody", this.a.name()).call(new Add(1)))).isEqualTo(ExitReason.NOPROC);

		ServerRef server = byName();
		loseA();
		assertThat(reason(() -> server.call(new Add(1)))).isEqualTo(nodedown());
	}

	@Test
	void aCallUnderWayWhenTheNodeIsLostIsNodedown() throws Exception {
		CompletableFuture<ExitReason> end = new CompletableFuture<>();
		ServerRef server = byName();
		this.b.spawn((self) -> end.complete(reason(() -> server.call(new Never(), LONG))));
		assertThat(this.seen.poll(10, TimeUnit.SECONDS)).isEqualTo(new Never());

		loseA();

		assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(nodedown());
	}

	@Test
	@Otp(91)
	void aServerOnAnotherNodeIsStoppedByItsPid() {
		ServerRef server = byPid();
		CompletableFuture<ExitReason> stopped = new CompletableFuture<>();

		this.b.spawn((self) -> {
			server.stop(ExitReason.shutdown("enough"), LONG);
			stopped.complete(ExitReason.NORMAL);
		});

		assertThat(stopped).succeedsWithin(LONG);
		assertThat(this.a.whereis("counter")).isEmpty();
		assertThat(reason(server::stop)).isEqualTo(ExitReason.NOPROC);
		loseA();
		assertThat(reason(server::stop)).isEqualTo(nodedown());
	}

	@Test
	@Otp({ 90, 92 })
	void aServerOnAnotherNodeIsStoppedByItsName() {
		ServerRef server = byName();

		server.stop();

		assertThat(this.a.whereis("counter")).isEmpty();
		assertThat(reason(server::stop)).isEqualTo(ExitReason.NOPROC);
		loseA();
		assertThat(reason(server::stop)).isEqualTo(nodedown());
	}

	@Test
	@Otp(92)
	void aNameThatIsGoneWithItsNodeIsNoproc() {
		NameTable table = new NameTable(this.b.processes());
		table.register("the counter", counterPid());
		ServerRef server = this.b.server(ServerName.via(table, "the counter"));
		assertThat(server.call(new Add(4))).isEqualTo(4);
		server.cast(new Note(1));
		await().until(() -> this.seen.contains(new Note(1)));

		loseA();
		table.unregister("the counter");

		assertThat(reason(server::stop)).isEqualTo(ExitReason.NOPROC);
		assertThat(reason(() -> server.call(new Add(1)))).isEqualTo(ExitReason.NOPROC);
	}

	@Test
	@Otp(104)
	void castsToWhatIsNotThereNeitherFailNorWait() {
		long before = System.nanoTime();
		this.b.server("nobody", this.a.name()).cast(new Note(1));
		this.b.server("counter", "nowhere@127.0.0.1").cast(new Note(1));
		this.b.server(new Pid(Atom.of("nowhere@127.0.0.1"), 7, 0, 3)).cast(new Note(1));
		this.b.server("nobody").cast(new Note(1));
		Servers.abcast(this.b.processes(), List.of("nowhere@127.0.0.1", this.a.name()), "nobody", new Note(1));

		assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
		assertThat(byName().call(new Add(1))).isEqualTo(1);
		assertThat(this.seen).isEmpty();
	}

	@Test
	@Otp(106)
	void aCastToSeveralNodesReachesTheServersThatAreThere() throws Exception {
		LinkedBlockingQueue<Object> here = Nodes.counter(this.b);

		Servers.abcast(this.b.processes(), List.of(this.a.name(), this.b.name(), "nowhere@127.0.0.1"), "counter",
				new Note(5));

		assertThat(this.seen.poll(10, TimeUnit.SECONDS)).isEqualTo(new Note(5));
		assertThat(here.poll(10, TimeUnit.SECONDS)).isEqualTo(new Note(5));
	}

	private MultiReply<Integer> callAll(Duration timeout, String... names) {
		return Servers.multiCall(this.b.processes(), List.of(names), "counter", new Add(1), timeout);
	}

	@Test
	@Otp(107)
	void aCallToSeveralNodesSeparatesRepliesFromBadNodes() {
		Nodes.counter(this.b);
		Node without = this.nodes.start("without", this.b);
		Nodes.connected(without, this.b);

		assertThat(callAll(LONG, this.a.name(), without.name(), this.b.name(), "nowhere@127.0.0.1"))
			.isEqualTo(new MultiReply<>(Map.of(this.a.name(), 1, this.b.name(), 1),
					List.of(without.name(), "nowhere@127.0.0.1")));
		assertThat(callAll(LONG)).isEqualTo(new MultiReply<>(Map.of(), List.of()));
	}

	@Test
	@Otp(108)
	void aNodeThatIsLostDuringACallToSeveralIsBad() throws Exception {
		Nodes.counter(this.b);
		CompletableFuture<MultiReply<Integer>> result = new CompletableFuture<>();
		this.b.spawn((self) -> result.complete(Servers.multiCall(self.processes(),
				List.of(this.a.name(), this.b.name()), "counter", new Never(), Duration.ofSeconds(3))));
		assertThat(this.seen.poll(10, TimeUnit.SECONDS)).isEqualTo(new Never());
		this.b.server("counter").stop();

		loseA();

		assertThat(result).succeedsWithin(Duration.ofSeconds(2))
			.isEqualTo(new MultiReply<>(Map.of(), List.of(this.a.name(), this.b.name())));
	}

	@Test
	void whatIsLateInACallToSeveralNodesIsBadAndReachesNobody() {
		assertThat(this.b.processes().aliasCount()).isZero();

		MultiReply<Integer> reply = Servers.multiCall(this.b.processes(), List.of(this.a.name()), "counter",
				new Never(), Duration.ofMillis(20));

		assertThat(reply).isEqualTo(new MultiReply<>(Map.of(), List.of(this.a.name())));
		assertThat(this.b.processes().aliasCount()).isZero();
	}

	// ---- requests ----

	@Test
	void theResponsesOfAnotherNodeAreReceivedLater() throws Exception {
		CompletableFuture<Collected<String>> first = new CompletableFuture<>();
		CompletableFuture<Optional<Response<Integer>>> second = new CompletableFuture<>();
		this.b.spawn((self) -> {
			RequestIds<String> ids = new RequestIds<>(self.processes());
			ids.add(byName().sendRequest(new Never()), "never");
			ids.add(byName().sendRequest(new Add(2)), "add");
			RequestId<Integer> nobody = this.b.server("nobody", this.a.name()).sendRequest(new Add(1));
			first.complete(ids.receiveResponse(LONG));
			second.complete(nobody.receiveResponse(LONG));
			// Gives up the one that is left.
			ids.receiveResponse(Duration.ofMillis(1));
		});

		assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(new Collected.Answer<>(new Response.Reply<>(2), "add"));
		assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(
				Optional.of(new Response.Failure<Integer>(ExitReason.NOPROC, this.b.server("nobody", this.a.name()))));
		await().until(() -> this.b.processes().aliasCount() == 0);
	}

	@Test
	void theResponseOfALostNodeIsNoconnection() throws Exception {
		RequestId<Integer> id = byName().sendRequest(new Never());
		assertThat(this.seen.poll(10, TimeUnit.SECONDS)).isEqualTo(new Never());

		loseA();

		assertThat(id.receiveResponse(LONG))
			.isEqualTo(Optional.of(new Response.Failure<Integer>(ExitReason.NOCONNECTION, byName())));
	}

	@Test
	void aProcessThatEndsLeavesNothingOfItsRequestsToOtherNodes() throws Exception {
		this.b.spawn((self) -> byName().sendRequest(new Never()));

		assertThat(this.seen.poll(10, TimeUnit.SECONDS)).isEqualTo(new Never());
		await().until(() -> this.b.processes().aliasCount() == 0);
	}

}
