package io.actor.interop;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.jackson.Shape;
import io.actor.jackson.Shaped;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeListener;
import io.actor.node.PeerInfo;
import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.BitString;
import io.actor.term.ExportFun;
import io.actor.term.Float64;
import io.actor.term.Fun;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Pid;
import io.actor.term.Port;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.RandomTerms;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.etf.TermEncoder;
import io.actor.wire.etf.Vectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Terms of every type against a real Erlang node, which compares what arrives with what
 * it makes of the same bytes, and sends it back. More of the random ones with
 * {@code -Dterms.count}, the same again with {@code -Dterms.seed}.
 */
@Tag("interop")
@Timeout(60)
class TermsInteropTests {

	private static final String COOKIE = "interop-cookie-of-the-tests";

	private static final int BATCH = 250;

	private static final int MESSAGES = 100_000;

	private static ErlangNode erlang;

	private static Node node;

	record Person(String name, Pid pid, Ref ref, BigInteger big, byte[] bytes, Instant at) {
	}

	record Options(int limit, boolean reverse) {
	}

	record Find(Person person, @Shaped(Shape.PROPLIST) Options options) implements Request<Person> {
	}

	record Nick(String name) implements Request<String> {
	}

	record Add(int amount) implements Request<Integer> {
	}

	/** Answers Erlang as Erlang's own server answers us. */
	static final class People extends GenServer<Find, Object> {

		@Override
		protected Next handleCall(Find find, From from) {
			Person known = find.person();
			return reply(find, new Person(known.name() + "?", known.pid(), known.ref(),
					known.big().add(BigInteger.valueOf(find.options().limit())), known.bytes(), Instant.EPOCH));
		}

	}

	@BeforeAll
	static void startBoth() throws Exception {
		assumeTrue(ErlangNode.available(), "Erlang is not installed");
		erlang = ErlangNode.start("terms" + ProcessHandle.current().pid(), COOKIE);
		Path source = Path.of(TermsInteropTests.class.getResource("/erlang/terms.erl").toURI());
		String module = source.toString().replaceAll("\\.erl$", "");
		assertThat(erlang.eval("{ok, terms, Code} = compile:file(\"" + module + "\", [binary]), "
				+ "{module, _} = code:load_binary(terms, \"terms.erl\", Code), terms:start()."))
			.isEqualTo("started");
		erlang.eval("gen_server:start({local, counter}, interop, 10, []).");
		node = Node.start(NodeConfig.named("jterms" + ProcessHandle.current().pid() + "@127.0.0.1", COOKIE).port(0));
		node.start(People::new, StartOptions.named("people"));
		node.spawn((self) -> {
			self.register("echo");
			while (true) {
				Tuple asked = self.receive(Tuple.class);
				self.send((Pid) asked.get(0), Tuple.of(Atom.of("echoed"), asked.get(1)));
			}
		});
		await().until(() -> node.whereis("echo").isPresent());
	}

	@AfterAll
	static void stopBoth() {
		if (node != null) {
			node.close();
		}
		if (erlang != null) {
			erlang.close();
		}
	}

	private static String us() {
		return "'" + node.name() + "'";
	}

	/** A term with the bytes that mean it. */
	private record Sent(String what, Term term, List<byte[]> bytes) {

		Sent(String what, Term term) {
			this(what, term, List.of(TermEncoder.encode(term)));
		}

	}

	/** Sends all of them; tells what did not come back as it was. */
	private static List<String> differing(List<Sent> terms) throws Exception {
		CompletableFuture<List<String>> differing = new CompletableFuture<>();
		node.spawn((self) -> {
			try {
				List<String> found = new ArrayList<>();
				for (int from = 0; from < terms.size(); from += BATCH) {
					compare(self, from, terms.subList(from, Math.min(from + BATCH, terms.size())), found);
				}
				differing.complete(found);
			}
			catch (Throwable ex) {
				differing.completeExceptionally(ex);
				throw ex;
			}
		});
		return differing.get(50, TimeUnit.SECONDS);
	}

	private static void compare(Process self, int first, List<Sent> batch, List<String> found)
			throws InterruptedException {
		RegisteredName compare = new RegisteredName("compare", erlang.name());
		for (int i = 0; i < batch.size(); i++) {
			Sent sent = batch.get(i);
			self.send(compare, Tuple.of(self.pid(), Int.of(first + i), sent.term(),
					ListTerm.of(sent.bytes().stream().map(Binary::of).toList())));
		}
		for (int i = 0; i < batch.size(); i++) {
			Tuple answer = self.receive(Tuple.class, Duration.ofSeconds(20)).orElseThrow();
			Sent sent = batch.get(i);
			if (!answer.get(1).equals(Int.of(first + i)) || !answer.get(2).equals(Atom.TRUE)
					|| !answer.get(3).equals(sent.term())) {
				found.add(sent.what() + ": sent " + sent.term().print(500) + ", Erlang says " + answer.print(500));
			}
		}
	}

	@Test
	void randomTermsAreToErlangWhatTheirBytesSayAndComeBackAsTheyWere() throws Exception {
		long seed = Long.getLong("terms.seed", System.nanoTime());
		int count = Integer.getInteger("terms.count", 10_000);
		RandomTerms random = new RandomTerms(seed);
		List<Sent> terms = Stream.generate(() -> random.next(3))
			.filter((term) -> !hasReferenceWithoutWords(term))
			.limit(count)
			.map((term) -> new Sent("-Dterms.seed=" + seed, term))
			.toList();

		assertThat(differing(terms)).isEmpty();
	}

	/** BEAM reads four bytes too many of it, here and in a message of its own kind. */
	private static boolean hasReferenceWithoutWords(Term term) {
		return switch (term) {
			case Ref ref -> ref.size() == 0;
			case Tuple tuple -> tuple.elements().stream().anyMatch(TermsInteropTests::hasReferenceWithoutWords);
			case ListTerm list -> list.elements().stream().anyMatch(TermsInteropTests::hasReferenceWithoutWords)
					|| (!list.isProper() && hasReferenceWithoutWords(list.tail()));
			case MapTerm map -> map.toMap()
				.entrySet()
				.stream()
				.anyMatch((entry) -> hasReferenceWithoutWords(entry.getKey())
						|| hasReferenceWithoutWords(entry.getValue()));
			case Fun fun -> hasReferenceWithoutWords(fun.free());
			default -> false;
		};
	}

	@Test
	void everyVectorIsStillTheSameTermToErlangInAllItsForms() throws Exception {
		List<Sent> terms = new ArrayList<>();
		List<String> leftOut = new ArrayList<>();
		Stream.concat(Vectors.of("positive"), Vectors.of("decode_only"))
			.map((named) -> named.getPayload())
			.forEach((vector) -> add(vector, terms, leftOut));

		assertThat(differing(terms)).isEmpty();
		// Deeper or larger than what is read from a peer, or a reference without words.
		assertThat(leftOut).hasSizeLessThan(20);
		assertThat(terms.size() + leftOut.size()).isEqualTo(354);
	}

	private static void add(JsonNode vector, List<Sent> terms, List<String> leftOut) {
		String id = vector.get("id").asString();
		try {
			Term term = new TermDecoder(DecodeLimits.WIRE).decode(ByteBuffer.wrap(Vectors.bytes(vector.get("mv2"))));
			if (hasReferenceWithoutWords(term)) {
				leftOut.add(id);
				return;
			}
			List<byte[]> bytes = Stream.of("mv2", "ttb1", "mv0", "mv1", "compressed", "deterministic", "input")
				.filter(vector::has)
				.map((form) -> Vectors.bytes(vector.get(form)))
				.toList();
			terms.add(new Sent(id, term, bytes));
		}
		catch (MalformedTermException ex) {
			leftOut.add(id);
		}
	}

	static List<Term> extremes() {
		Atom third = Atom.of("third@example.org");
		List<Term> terms = new ArrayList<>(List.of(Atom.of("\ud83d\ude00".repeat(255)), Atom.of(""),
				Atom.of("Elixir.Some.Module"), new Pid(third, -1, -1, -1), new Pid(third, 0, 0, 4),
				new Port(third, -1, 7), new Port(third, 1, 7), Int.of(Long.MAX_VALUE), Int.of(Long.MIN_VALUE),
				Int.of(BigInteger.TWO.pow(60_000).negate()), Float64.of(-0.0), Float64.of(Double.MIN_VALUE),
				Float64.of(Double.MAX_VALUE), new ExportFun(Atom.of("lists"), Atom.of("map"), 2),
				new ExportFun(Atom.of("not_there"), Atom.of("x"), 255), ListTerm.improper(List.of(Int.of(1)), Atom.OK),
				ListTerm.charlist("h\u00e9\ud83d\ude00"), ListTerm.ofBytes(new byte[65_536], 0, 65_536), Tuple.EMPTY,
				MapTerm.EMPTY, Binary.EMPTY,
				MapTerm.of(Int.of(1), Atom.of("a"), Float64.of(1), Atom.of("b"), MapTerm.EMPTY, Atom.of("c"),
						new Pid(third, 1, 2, 3), Tuple.EMPTY, ListTerm.improper(List.of(Atom.OK), Int.of(2)),
						MapTerm.of(Tuple.of(Atom.OK), ListTerm.EMPTY), Binary.utf8("k"), Float64.of(0.5))));
		IntStream.rangeClosed(1, 5)
			.forEach((words) -> terms
				.add(new Ref(third, 3, IntStream.range(0, words).map((word) -> -1 - word).toArray())));
		IntStream.rangeClosed(1, 7).forEach((bits) -> terms.add(new BitString(Binary.of((byte) 7, (byte) 0xff), bits)));
		Term deep = Int.of(1);
		for (int i = 0; i < 200; i++) {
			deep = (i % 2 == 0) ? ListTerm.of(deep) : Tuple.of(deep, Atom.OK);
		}
		terms.add(deep);
		terms.add(MapTerm.of(IntStream.range(0, 200)
			.boxed()
			.flatMap((i) -> Stream.of(Int.of(i), Float64.of(i)))
			.toArray(Term[]::new)));
		return terms;
	}

	@Test
	void theExtremesOfEveryTypeCross() throws Exception {
		List<Sent> terms = extremes().stream().map((term) -> new Sent(term.print(60), term)).toList();

		assertThat(differing(terms)).isEmpty();
	}

	@Test
	void functionsOfErlangComeBackByteForByteAndStillRun() {
		String echo = "terms:echoed({echo, " + us() + "}, ";

		assertThat(erlang.eval("F = terms:closure({40, <<\"x\">>, self()}), G = " + echo + "F), "
				+ "{G =:= F, term_to_binary(G) =:= term_to_binary(F), element(1, G(2)) =:= {40, <<\"x\">>, self()}}."))
			.isEqualTo("{true,true,true}");
		assertThat(erlang.eval("H = " + echo + "fun terms:hello/1), {H =:= fun terms:hello/1, H(joe)}."))
			.isEqualTo("{true,{hello,joe}}");
		assertThat(erlang.eval("Y = 3, (" + echo + "fun(X) -> X * Y end))(14).")).isEqualTo("42");
	}

	@Test
	void recordsWithOneOfEachCrossBothWays() {
		ServerRef people = node.server("people", erlang.name());
		Ref ref = new Ref(Atom.of(node.name()), node.creation(), 1, 2, 3);
		Pid pid = node.whereis("people").orElseThrow();
		Person person = new Person("j\u00e9", pid, ref, BigInteger.TWO.pow(100), new byte[] { 1, -1 }, Instant.EPOCH);

		Person found = people.call(new Find(person, new Options(5, true)));

		assertThat(found).usingRecursiveComparison()
			.isEqualTo(new Person("j\u00e9!", pid, ref, BigInteger.TWO.pow(100).add(BigInteger.valueOf(5)),
					new byte[] { 1, -1 }, Instant.parse("2026-01-02T03:04:05Z")));
		assertThat(people.call(new Nick("j\u00e9"))).isEqualTo("j\u00e9");
		assertThat(erlang.eval("Person = #{name => <<\"joe\">>, pid => self(), ref => make_ref(), big => 1 bsl 70, "
				+ "bytes => <<1,2>>, at => {{2026,1,2},{3,4,5}}, more => ignored}, "
				+ "Answer = gen_server:call({people, " + us() + "}, {find, Person, [reverse, {limit, 1}, other]}), "
				+ "Answer =:= (maps:remove(more, Person))#{name := <<\"joe?\">>, big := (1 bsl 70) + 1, "
				+ "at := <<\"1970-01-01T00:00:00Z\">>}."))
			.isEqualTo("true");
	}

	@Test
	void twentyMegabytesCrossBothWaysWhilePingsGoOn() throws Exception {
		byte[] bytes = new byte[20_000_000];
		new Random(5).nextBytes(bytes);
		Binary large = Binary.of(bytes);
		AtomicInteger downs = new AtomicInteger();
		node.listen(new NodeListener() {
			@Override
			public void nodeDown(PeerInfo peer, String reason) {
				downs.incrementAndGet();
			}
		});
		assertThat(erlang.eval("Large = crypto:strong_rand_bytes(20000000), "
				+ "register(large, spawn(fun() -> receive {From, T} -> {echo, " + us() + "} ! {self(), Large}, "
				+ "receive {echoed, L} -> From ! {back, T, L =:= Large} end end end)), ok."))
			.isEqualTo("ok");
		CompletableFuture<Tuple> back = new CompletableFuture<>();
		node.spawn((self) -> {
			self.send(new RegisteredName("large", erlang.name()), Tuple.of(self.pid(), large));
			back.complete(self.receive(Tuple.class));
		});

		int pings = 0;
		ServerRef counter = node.server("counter", erlang.name());
		do {
			assertThat(counter.call(new Add(0))).isEqualTo(10);
			assertThat(erlang.eval("net_adm:ping(" + us() + ").")).isEqualTo("pong");
			pings++;
		}
		while (!back.isDone());

		assertThat(back.get(20, TimeUnit.SECONDS).get(2)).isEqualTo(Atom.TRUE);
		assertThat(back.join().get(1)).isEqualTo(large);
		assertThat(pings).isPositive();
		assertThat(downs).hasValue(0);
	}

	@Test
	void aHundredThousandMessagesArriveInTheOrderTheyWereSent() throws Exception {
		erlang.eval("register(count, spawn(fun() -> R = terms:count(1, " + MESSAGES + "), register(counted, "
				+ "spawn(fun() -> receive {ask, From} -> From ! {answer, R} end end)) end)), ok.");
		CompletableFuture<Integer> last = new CompletableFuture<>();
		node.spawn((self) -> {
			self.register("ordered");
			for (int i = 1; i <= MESSAGES; i++) {
				Term number = self.receive(Tuple.class).get(1);
				if (!number.equals(Int.of(i))) {
					last.complete(i);
					return;
				}
			}
			last.complete(MESSAGES);
		});
		await().until(() -> node.whereis("ordered").isPresent());
		node.spawn((self) -> {
			RegisteredName count = new RegisteredName("count", erlang.name());
			for (int i = 1; i <= MESSAGES; i++) {
				self.send(count, Tuple.of(Atom.of("number"), Int.of(i)));
			}
		});

		erlang.eval("terms:send_all({ordered, " + us() + "}, " + MESSAGES + ").");

		assertThat(last.get(30, TimeUnit.SECONDS)).isEqualTo(MESSAGES);
		await().atMost(30, TimeUnit.SECONDS).until(() -> erlang.eval("whereis(counted) =/= undefined.").equals("true"));
		assertThat(erlang.eval("counted ! {ask, self()}, receive {answer, A} -> A end.")).isEqualTo("in_order");
	}

}
