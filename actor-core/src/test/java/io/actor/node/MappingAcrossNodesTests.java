package io.actor.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LogEvents;
import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.jackson.Tagged;
import io.actor.jackson.TermCodec;
import io.actor.jackson.TermMapper;
import io.actor.jackson.TermMappingException;
import io.actor.process.ExitReason;
import io.actor.process.Report;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Java values between two nodes of our own. */
@Timeout(30)
class MappingAcrossNodesTests {

	@RegisterExtension
	final LogEvents log = new LogEvents("io.actor.node.messages");

	private final Nodes nodes = new Nodes();

	sealed interface Shape {

	}

	record Circle(double radius) implements Shape {
	}

	record Square(double side) implements Shape {
	}

	sealed interface Query<R> extends Request<R> {

	}

	record Draw(boolean round) implements Query<Shape> {
	}

	record All() implements Query<List<Shape>> {
	}

	record Same(UUID id) implements Query<UUID> {
	}

	/** Says {@code draw} and is none. */
	@Tagged("draw")
	record BadDraw(String round) implements Request<Shape> {
	}

	/** Answers with one of several records. */
	static final class Artist extends GenServer<Query<?>, Object> {

		@Override
		protected Next handleCall(Query<?> query, From from) {
			return switch (query) {
				case Draw draw -> reply(draw, draw.round() ? new Circle(1) : new Square(2));
				case All all -> reply(all, List.of(new Circle(1), new Square(2)));
				case Same same -> reply(same, same.id());
			};
		}

	}

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	@Test
	void aReplyOfASealedTypeIsReadAsTheRecordItIs() {
		Node a = this.nodes.start("a");
		Node b = this.nodes.start("b", a);
		a.start(Artist::new, StartOptions.named("artist"));

		assertThat(b.server("artist", a.name()).call(new Draw(true))).isEqualTo(new Circle(1));
		assertThat(b.server("artist", a.name()).call(new All())).containsExactly(new Circle(1), new Square(2));
	}

	@Test
	void aRequestThatCannotBeReadIsReportedWithItsSenderAndAsTheLastMessage() throws Exception {
		Node a = this.nodes.start("a");
		Node b = this.nodes.start("b", a);
		a.start(Artist::new, StartOptions.named("artist"));
		LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>();
		a.processes().reports().listen(reports::add);

		assertThatThrownBy(() -> b.server("artist", a.name()).call(new BadDraw("very")))
			.isInstanceOf(CallException.class);

		Report.Terminated report = (Report.Terminated) reports.poll(10, TimeUnit.SECONDS);
		assertThat(report.lastMessage()).map(Object::toString).contains("{draw,<<\"very\">>}");
		TermMappingException failure = (TermMappingException) ((ExitReason.Crash) report.reason()).cause();
		assertThat(((Pid) failure.sender().orElseThrow()).node().name()).isEqualTo(b.name());
		assertThat(failure).hasMessage(
				"Draw.round: expected true or false, received <<\"very\">>, sent by " + failure.sender().orElseThrow());
	}

	@Test
	void aCastThatCannotBeReadIsReportedWithTheProcessThatSentIt() throws Exception {
		Node a = this.nodes.start("a");
		Node b = this.nodes.start("b", a);
		a.start(Painter::new, StartOptions.named("painter"));
		LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>();
		a.processes().reports().listen(reports::add);

		Pid sender = b.spawn((self) -> b.server("painter", a.name()).cast(new BadDraw("very")));

		Report.Terminated report = (Report.Terminated) reports.poll(10, TimeUnit.SECONDS);
		assertThat(report.lastMessage()).map(Object::toString).contains("{draw,<<\"very\">>}");
		assertThat(((ExitReason.Crash) report.reason()).cause())
			.hasMessage("Draw.round: expected true or false, received <<\"very\">>, sent by " + sender);
	}

	@Test
	void aCastToAnAliasThatCannotBeReadIsReportedWithTheProcessThatSentItToo() throws Exception {
		Node a = this.nodes.start("a");
		Node b = this.nodes.start("b", a);
		CompletableFuture<Ref> opened = new CompletableFuture<>();
		a.start(() -> new Painter(opened), StartOptions.named("painter"));
		LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>();
		a.processes().reports().listen(reports::add);
		Ref alias = opened.get(10, TimeUnit.SECONDS);

		Pid sender = b.spawn((self) -> self.send(alias,
				Tuple.of(Atom.of("$gen_cast"), Tuple.of(Atom.of("draw"), Binary.utf8("very")))));

		Report.Terminated report = (Report.Terminated) reports.poll(10, TimeUnit.SECONDS);
		assertThat(((ExitReason.Crash) report.reason()).cause())
			.hasMessage("Draw.round: expected true or false, received <<\"very\">>, sent by " + sender);
	}

	@Test
	void theSenderOfARequestIsWhoSentItAndNotWhomItNames() throws Exception {
		Node a = this.nodes.start("a");
		Node b = this.nodes.start("b", a);
		a.start(Artist::new, StartOptions.named("artist"));
		LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>();
		a.processes().reports().listen(reports::add);
		Tuple caller = Tuple.of(new Pid(Atom.of("honest@host"), 1, 2, 3), Atom.of("tag"));
		Tuple forged = Tuple.of(Atom.of("$gen_call"), caller, Tuple.of(Atom.of("draw"), Binary.utf8("very")));

		Pid sender = b.spawn((self) -> self.send(new RegisteredName("artist", a.name()), forged));

		Report.Terminated report = (Report.Terminated) reports.poll(10, TimeUnit.SECONDS);
		TermMappingException failure = (TermMappingException) ((ExitReason.Crash) report.reason()).cause();
		assertThat(failure.sender()).contains(sender);
	}

	@Test
	void aServerWithoutRequestsOfItsOwnTakesOtherMessages() throws Exception {
		Node a = this.nodes.start("a");
		Node b = this.nodes.start("b", a);
		LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
		a.start(() -> new Gallery(heard), StartOptions.named("gallery"));

		b.spawn((self) -> self.send(new RegisteredName("gallery", a.name()), new Circle(2)));

		assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new Circle(2));
	}

	/** Is asked nothing. */
	static final class Gallery extends GenServer<Request<?>, Object> {

		private final Queue<Object> heard;

		Gallery(Queue<Object> heard) {
			this.heard = heard;
		}

		@Override
		protected Collection<? extends Class<?>> infoTypes() {
			return List.of(Shape.class);
		}

		@Override
		protected Next handleInfo(Object message) {
			this.heard.add(message);
			return noReply();
		}

	}

	/** Takes casts. */
	static final class Painter extends GenServer<Object, Draw> {

		private final CompletableFuture<Ref> alias;

		Painter() {
			this(new CompletableFuture<>());
		}

		Painter(CompletableFuture<Ref> alias) {
			this.alias = alias;
		}

		@Override
		protected Init init() throws Exception {
			this.alias.complete(self().alias());
			return super.init();
		}

		@Override
		protected Next handleCast(Draw draw) {
			return noReply();
		}

	}

	/** Asks for one of the shapes and takes it for a number. */
	@Tagged("draw")
	record Count(boolean round) implements Request<Integer> {
	}

	@Test
	void aReplyThatCannotBeReadFailsAtTheCallerWithTheServersName() {
		Node a = this.nodes.start("a");
		Node b = this.nodes.start("b", a);
		a.start(Artist::new, StartOptions.named("artist"));

		assertThatThrownBy(() -> b.server("artist", a.name()).call(new Count(true)))
			.isInstanceOf(TermMappingException.class)
			.hasMessage("expected an integer from -2147483648 to 2147483647, received {circle,1.0}, sent by {artist, "
					+ a.name() + "}");
		assertThat(b.server("artist", a.name()).call(new Draw(true))).isEqualTo(new Circle(1));
	}

	sealed interface Switch {

	}

	record On() implements Switch {
	}

	@Tagged("on")
	record AlsoOn() implements Switch {
	}

	record Number(int value) {
	}

	@Test
	void aTypeThatCannotBeReadIsToldOnceByTheProcessThatWaitsForIt() throws Exception {
		Node a = this.nodes.start("a");
		Node b = this.nodes.start("b", a);
		CompletableFuture<List<Object>> received = new CompletableFuture<>();
		a.spawn((self) -> {
			self.register("waits");
			List<Object> all = new ArrayList<>();
			all.add(self.receive(Number.class));
			all.add(self.receive(Switch.class, Duration.ZERO).isPresent());
			all.add(self.receive(Term.class));
			all.add(self.receive(Term.class));
			received.complete(all);
		});
		await().until(() -> a.whereis("waits").isPresent());
		RegisteredName waits = new RegisteredName("waits", a.name());

		b.send(waits, new On());
		b.send(waits, Tuple.of(Atom.of("number"), Atom.of("almost")));
		b.send(waits, new Number(1));

		assertThat(received.get(10, TimeUnit.SECONDS))
			.isEqualTo(List.of(new Number(1), false, Atom.of("on"), Tuple.of(Atom.of("number"), Atom.of("almost"))));
		assertThat(this.log.at(Level.WARN)).filteredOn((line) -> line.contains("Switch"))
			.singleElement()
			.asString()
			.contains("is received by a process, but never from another node")
			.contains("are both on/1 on the wire; rename one with @Tagged");
	}

	@Test
	void aNodeMayHaveAMapperOfItsOwn() {
		TermCodec<UUID> longs = new TermCodec<>() {

			@Override
			public Term write(UUID value) {
				return Int.of(value.getLeastSignificantBits());
			}

			@Override
			public UUID read(Term term) {
				if (term instanceof Int(long value)) {
					return new UUID(0, value);
				}
				throw TermMappingException.expected("an integer", term);
			}

		};
		TermMapper mapper = new TermMapper(JsonMapper.shared(), Map.of(UUID.class, longs));
		Node a = this.nodes.start(Nodes.config(Nodes.freshName("a")).mapper(mapper));
		Node b = this.nodes.start(Nodes.config(Nodes.freshName("b")).mapper(mapper), a);
		a.start(Artist::new, StartOptions.named("artist"));

		assertThat(b.server("artist", a.name()).call(new Same(new UUID(7, 5)))).isEqualTo(new UUID(0, 5));
	}

}
