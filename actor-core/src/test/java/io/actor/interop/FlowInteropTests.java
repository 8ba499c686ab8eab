package io.actor.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Long messages, many messages and many atoms between our node and Erlang's. */
@Timeout(60)
class FlowInteropTests {

	private static final String COOKIE = "flow-interop-cookie";

	private static final int LARGE = 16 * 1024 * 1024;

	private ErlangNode erlang;

	private Node node;

	private final LinkedBlockingQueue<Object> seen = new LinkedBlockingQueue<>();

	@BeforeEach
	void startBoth() throws IOException {
		assumeTrue(ErlangNode.available(), "Erlang is not installed");
		this.erlang = ErlangNode.start("flowerl" + ProcessHandle.current().pid(), COOKIE);
		this.node = Node.start(NodeConfig.named("flow" + ProcessHandle.current().pid() + "@127.0.0.1", COOKIE).port(0));
		Pid sink = this.node.spawn((self) -> {
			while (true) {
				this.seen.add(self.receive());
			}
		});
		this.node.processes().register("sink", sink);
	}

	@AfterEach
	void stopBoth() {
		if (this.node != null) {
			this.node.close();
		}
		if (this.erlang != null) {
			this.erlang.close();
		}
	}

	private RegisteredName there(String name) {
		return new RegisteredName(name, this.erlang.name());
	}

	private Object next() throws InterruptedException {
		return this.seen.poll(20, TimeUnit.SECONDS);
	}

	@Test
	@Otp(248)
	void aLongMessageToErlangKeepsItsPlaceAndOthersGoBetween() throws Exception {
		this.erlang.eval("register(collector, spawn(fun L() -> receive {From, T} when is_binary(T) ->"
				+ " From ! {got, byte_size(T), erlang:crc32(T)}, L(); {From, T} -> From ! T, L() end end)).");
		this.erlang.eval("register(ponger, spawn(fun L() -> receive {P, N} -> P ! N, L() end end)).");
		byte[] bytes = new byte[LARGE];
		new java.util.Random(3).nextBytes(bytes);
		java.util.zip.CRC32 sum = new java.util.zip.CRC32();
		sum.update(bytes);
		CompletableFuture<List<Object>> answers = new CompletableFuture<>();
		CompletableFuture<Integer> pings = new CompletableFuture<>();
		CompletableFuture<Boolean> begun = new CompletableFuture<>();
		this.node.spawn((self) -> {
			self.send(there("ponger"), Tuple.of(self.pid(), Int.of(0)));
			self.receive();
			begun.complete(true);
			int count = 0;
			while (!answers.isDone()) {
				self.send(there("ponger"), Tuple.of(self.pid(), Int.of(++count)));
				assertThat(self.receive()).isEqualTo(Int.of(count));
			}
			pings.complete(count);
		});
		this.node.spawn((self) -> {
			begun.join();
			for (int i = 0; i < 3; i++) {
				self.send(there("collector"), Tuple.of(self.pid(), Binary.of(bytes)));
				self.send(there("collector"), Tuple.of(self.pid(), Int.of(i)));
			}
			List<Object> heard = new ArrayList<>();
			while (heard.size() < 6) {
				heard.add(self.receive());
			}
			answers.complete(heard);
		});

		Term got = Tuple.of(Atom.of("got"), Int.of(LARGE), Int.of(sum.getValue()));
		assertThat(answers.get(40, TimeUnit.SECONDS))
			.isEqualTo(List.of(got, Int.of(0), got, Int.of(1), got, Int.of(2)));
		assertThat(pings.get(20, TimeUnit.SECONDS)).isGreaterThan(3);
	}

	@Test
	@Otp(248)
	void aLongMessageFromErlangKeepsItsPlace() throws Exception {
		this.erlang.eval("spawn(fun() -> S = {sink, '" + this.node.name() + "'}, B = binary:copy(<<7>>, " + LARGE
				+ "), [begin S ! B, S ! N end || N <- [1,2,3]] end).");

		List<Object> heard = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			Object message = next();
			heard.add((message instanceof Binary binary)
					? "binary of " + binary.size() + " ending with " + binary.get(binary.size() - 1) : message);
		}
		Object large = "binary of " + LARGE + " ending with 7";
		assertThat(heard).containsExactly(large, Int.of(1), large, Int.of(2), large, Int.of(3));
	}

	@Test
	void manyMessagesFromErlangArriveInOrder() throws Exception {
		int count = 100_000;
		this.erlang.eval("spawn(fun() -> S = {sink, '" + this.node.name() + "'}, [S ! {n, N, make_ref()} || N <- "
				+ "lists:seq(1, " + count + ")] end).");

		for (int i = 1; i <= count; i++) {
			Object message = next();
			assertThat(message instanceof Tuple tuple && tuple.get(1).equals(Int.of(i))).as("%s at %d", message, i)
				.isTrue();
		}
	}

	@Test
	void manyMessagesToErlangArriveInOrder() throws Exception {
		int count = 100_000;
		this.erlang.eval("register(ordered, spawn(fun() -> receive {begin_, From} -> " + "L = fun L(N) when N > "
				+ count + " -> From ! in_order; "
				+ "L(N) -> receive {n, N} -> L(N + 1); Other -> From ! {wrong, N, Other} end end, L(1) end end)).");
		this.node.spawn((self) -> {
			self.send(there("ordered"), Tuple.of(Atom.of("begin_"), self.pid()));
			for (int i = 1; i <= count; i++) {
				self.send(there("ordered"), Tuple.of(Atom.of("n"), Int.of(i)));
			}
			this.seen.add(self.receive());
		});

		assertThat(next()).isEqualTo(Atom.of("in_order"));
	}

	/** More atoms than the cache of a connection has places, long ones among them. */
	@Test
	void everyAtomArrivesAsItWasSentHoweverManyThereAre() throws Exception {
		this.erlang.eval("spawn(fun() -> S = {sink, '" + this.node.name() + "'}, "
				+ "[S ! [list_to_atom(\"a\" ++ integer_to_list((N * 7 + I) rem 3000) ++ lists:duplicate(I * 5, 252)) "
				+ "|| I <- lists:seq(0, 30)] || N <- lists:seq(1, 2000)] end).");

		for (int n = 1; n <= 2000; n++) {
			List<Term> atoms = new ArrayList<>();
			for (int i = 0; i <= 30; i++) {
				atoms.add(Atom.of("a" + ((n * 7 + i) % 3000) + "\u00fc".repeat(i * 5)));
			}
			assertThat(next()).isEqualTo(ListTerm.of(atoms));
		}
	}

}
