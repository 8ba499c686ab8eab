package io.actor.guide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.fixture.LocalNode;
import io.actor.fixture.NameTable;
import io.actor.gen.CallException;
import io.actor.gen.Collected;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.MonitoredStart;
import io.actor.gen.MultiReply;
import io.actor.gen.NameRegistry;
import io.actor.gen.Next;
import io.actor.gen.ReportedStatus;
import io.actor.gen.Request;
import io.actor.gen.RequestId;
import io.actor.gen.RequestIds;
import io.actor.gen.Response;
import io.actor.gen.ServerName;
import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.ProcessInfo;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** The examples of {@code docs/guide/gen-server.md}. */
class GenServerGuideTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	static final class Account extends GenServer<Account.Ask<?>, Account.Pay> {

		sealed interface Ask<R> extends Request<R> {

		}

		record Balance() implements Ask<Integer> {
		}

		record Withdraw(int amount) implements Ask<Boolean> {
		}

		record Close() implements Ask<Integer> {
		}

		record Pay(int amount) {
		}

		private int balance;

		@Override
		protected Next handleCall(Ask<?> ask, From from) {
			return switch (ask) {
				case Balance question -> reply(question, this.balance);
				case Withdraw withdraw -> reply(withdraw, take(withdraw.amount()));
				case Close close -> stop(ExitReason.NORMAL, close, this.balance);
			};
		}

		@Override
		protected Next handleCast(Pay pay) {
			this.balance += pay.amount();
			return noReply();
		}

		private boolean take(int amount) {
			boolean enough = this.balance >= amount;
			this.balance -= enough ? amount : 0;
			return enough;
		}

	}

	@Test
	void aServerIsCalledAndCast() {
		Node node = this.local.node();
		ServerRef account = node.start(Account::new, StartOptions.named("account"));
		account.cast(new Account.Pay(100));
		boolean paid = account.call(new Account.Withdraw(30));
		int left = account.call(new Account.Balance());

		assertThat(paid).isTrue();
		assertThat(left).isEqualTo(70);
		assertThat(account.call(new Account.Close())).isEqualTo(70);
		// The answer comes before the end.
		await().until(() -> node.whereis("account").isEmpty());
	}

	/** The outcomes of a start. */
	private static final class Shop extends GenServer<Request<?>, Object> {

		private final Optional<String> stock;

		private Shop(Optional<String> stock) {
			this.stock = stock;
		}

		private boolean closedToday() {
			return this.stock.equals(Optional.of("closed"));
		}

		private boolean stockIsMissing() {
			return this.stock.isEmpty();
		}

		@Override
		protected Init init() {
			if (closedToday()) {
				return ignore();
			}
			if (stockIsMissing()) {
				return refuse(ExitReason.named("no_stock"));
			}
			return ok(noReply().thenContinue("open"));
		}

		@Override
		protected Next handleContinue(Object with) {
			return noReply();
		}

	}

	@Test
	void aStartHasAnOutcome() {
		List<Object> seen = new ArrayList<>();
		for (Optional<String> stock : List.of(Optional.of("bread"), Optional.of("closed"), Optional.<String>empty())) {
			StartResult result = Servers.start(this.local.processes(), () -> new Shop(stock), StartOptions.DEFAULT,
					null);
			seen.add(switch (result) {
				case StartResult.Started(Pid pid) -> "runs";
				case StartResult.Ignored() -> "has nothing to do";
				case StartResult.Failed failed -> failed.reason();
			});
		}

		assertThat(seen).containsExactly("runs", "has nothing to do", ExitReason.named("no_stock"));
	}

	@Test
	void aStartCanBeWatched() {
		assertThat(this.local.holds((self) -> {
			MonitoredStart start = Servers.startMonitor(self, Account::new, StartOptions.named("account"));
			ServerRef account = this.local.node().server("account");

			account.stop();

			Down down = self.receive(Down.class);
			return down.monitor().equals(start.monitor().orElseThrow()) && down.reason().isNormal();
		})).isTrue();
	}

	@Test
	void aServerHasANameInARegistry() {
		Node node = this.local.node();
		NameRegistry seats = new NameTable(node.processes());
		record Seat(String room, int number) {
		}

		ServerName name = ServerName.via(seats, new Seat("lobby", 7));
		node.start(Account::new, StartOptions.named(name));
		node.server(name).cast(new Account.Pay(5));

		assertThat(node.server(name).call(new Account.Balance())).isEqualTo(5);
	}

	@Test
	void aFailedCallSaysWhy() {
		ServerRef nobody = this.local.node().server("nobody");
		String seen = "";

		try {
			nobody.call(new Account.Balance(), Duration.ofMillis(200));
		}
		catch (CallException ex) {
			seen = ex.isTimeout() ? "slow" : ex.reason().toString();
		}

		assertThat(seen).isEqualTo("noproc");
	}

	/** Answers later. */
	private static final class Waiter extends GenServer<Waiter.Order, String> {

		private record Order(String dish) implements Request<String> {
		}

		private Order waiting;

		private From guest;

		@Override
		protected Next handleCall(Order order, From from) {
			this.waiting = order;
			this.guest = from;
			return noReply();
		}

		@Override
		protected Next handleCast(String dish) {
			this.guest.reply(this.waiting, "here is your " + dish);
			return noReply();
		}

	}

	@Test
	void anAnswerMayComeLater() {
		ServerRef waiter = this.local.start(Waiter::new);
		CompletableFuture<String> dinner = waiter.callAsync(new Waiter.Order("soup"));

		waiter.cast("soup");

		assertThat(LocalNode.get(dinner)).isEqualTo("here is your soup");
	}

	@Test
	void requestsAreSentWithoutWaiting() {
		Node node = this.local.node();
		ServerRef first = node.start(Account::new, StartOptions.DEFAULT);
		ServerRef second = node.start(Account::new, StartOptions.DEFAULT);
		List<Object> seen = new ArrayList<>();

		RequestId<Integer> id = first.sendRequest(new Account.Balance());
		Optional<Response<Integer>> response = id.receiveResponse(Duration.ofSeconds(1));

		RequestIds<String> ids = new RequestIds<>(node.processes());
		ids.add(first.sendRequest(new Account.Balance()), "first");
		ids.add(second.sendRequest(new Account.Withdraw(1)), "second");
		long deadline = node.processes().deadline(Duration.ofSeconds(1));
		while (ids.receiveResponseUntil(deadline) instanceof Collected.Answer<String> answer) {
			seen.add(answer.label());
		}

		assertThat(response).contains(new Response.Reply<>(0));
		assertThat(seen).containsExactlyInAnyOrder("first", "second");
	}

	/** Asks and goes on. */
	private static final class Auditor extends GenServer<Request<?>, ServerRef> {

		private final List<Object> seen;

		private Auditor(List<Object> seen) {
			this.seen = seen;
		}

		private RequestId<Integer> asked;

		@Override
		protected Next handleCast(ServerRef account) {
			this.asked = account.sendRequest(new Account.Balance());
			return noReply();
		}

		@Override
		protected Next handleInfo(Object message) throws Exception {
			Optional<Response<Integer>> response = this.asked.checkResponse(message);
			if (response.isEmpty()) {
				return super.handleInfo(message);
			}
			this.seen.add(response.get());
			return noReply();
		}

	}

	@Test
	void aServerGetsItsResponsesAsMessages() {
		List<Object> seen = new CopyOnWriteArrayList<>();
		ServerRef auditor = this.local.start(() -> new Auditor(seen));

		auditor.cast(this.local.start(Account::new));

		await().untilAsserted(() -> assertThat(seen).containsExactly(new Response.Reply<>(0)));
	}

	@Test
	void allNodesAreAsked() {
		Node node = this.local.node();
		node.start(Account::new, StartOptions.named("account"));
		List<String> nodes = List.of(node.processes().node().name());

		Servers.abcast(node.processes(), nodes, "account", new Account.Pay(10));
		MultiReply<Integer> all = Servers.multiCall(node.processes(), nodes, "account", new Account.Balance(),
				Duration.ofSeconds(1));

		assertThat(all.replies().values()).containsExactly(10);
		assertThat(all.badNodes()).isEmpty();
	}

	/** What a server does besides. */
	private static final class Kettle extends GenServer<Request<?>, String> {

		private final List<Object> seen;

		private Kettle(List<Object> seen) {
			this.seen = seen;
		}

		@Override
		protected Next handleCast(String what) {
			return switch (what) {
				case "boil" -> noReply().timeout(Duration.ofMillis(20), "it boils");
				case "rest" -> noReply().hibernate();
				default -> throw noReply().thrown();
			};
		}

		@Override
		protected Next handleInfo(Object message) {
			this.seen.add(message);
			return noReply();
		}

	}

	@Test
	void silenceIsHeard() {
		List<Object> seen = new CopyOnWriteArrayList<>();
		ServerRef kettle = this.local.start(() -> new Kettle(seen));

		kettle.cast("whistle");
		kettle.cast("boil");

		await().untilAsserted(() -> assertThat(seen).containsExactly("it boils"));
		kettle.cast("rest");
		await().until(() -> this.local.processes()
			.info(kettle.pid().orElseThrow())
			.orElseThrow()
			.status() == ProcessInfo.Status.HIBERNATING);
	}

	@Test
	void anIdleServerHibernates() {
		ServerRef account = this.local.node()
			.start(Account::new, StartOptions.named("account").hibernateAfter(Duration.ofMillis(20)));

		await().until(() -> this.local.processes()
			.info(account.pid().orElseThrow())
			.orElseThrow()
			.status() == ProcessInfo.Status.HIBERNATING);
	}

	@Test
	void aServerIsStopped() {
		ServerRef account = this.local.start(Account::new);

		account.stop(ExitReason.SHUTDOWN, Duration.ofSeconds(5));

		assertThat(catchThrowableOfType(CallException.class, account::stop).reason()).isEqualTo(ExitReason.NOPROC);
	}

	/** Keeps a secret. */
	private static class Safe extends GenServer<Request<?>, String> {

		private final String code = "4711";

		@Override
		protected Next handleCast(String code) {
			throw new IllegalStateException("no " + this.code.length());
		}

		@Override
		protected ReportedStatus formatStatus(ReportedStatus status) {
			return status.state("a safe").message("a code");
		}

	}

	@Test
	void aStatusIsFormatted() {
		ServerRef safe = this.local.start(Safe::new);
		CompletableFuture<ExitReason> end = this.local.endOf(safe.pid().orElseThrow());

		safe.cast("4712");

		assertThat(LocalNode.get(end).toString()).contains("no 4");
	}

}
