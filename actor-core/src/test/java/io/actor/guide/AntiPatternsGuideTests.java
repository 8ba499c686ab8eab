package io.actor.guide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.actor.fixture.LocalNode;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.DynamicSupervisor;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Supervisor;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The examples of docs/guide/anti-patterns.md: the better ways. */
class AntiPatternsGuideTests {

	@RegisterExtension
	private final LocalNode local = new LocalNode();

	private static final CountDownLatch RENDERING = new CountDownLatch(1);

	record Render(String page) implements Request<String> {
	}

	static final class Renderer extends GenServer<Render, Object> {

		@Override
		protected Next handleCall(Render render, From from) {
			self().spawnLink((worker) -> from.reply(render, slowly(render.page())));
			return noReply();
		}

	}

	private static String slowly(String page) throws InterruptedException {
		if (page.equals("slow")) {
			RENDERING.await();
		}
		return "<" + page + ">";
	}

	@Test
	void longWorkDoesNotKeepOthersWaiting() {
		ServerRef renderer = this.local.start(Renderer::new);
		CompletableFuture<String> slow = renderer.callAsync(new Render("slow"));

		assertThat(renderer.call(new Render("quick"))).isEqualTo("<quick>");
		assertThat(slow).isNotDone();
		RENDERING.countDown();
		assertThat(LocalNode.get(slow)).isEqualTo("<slow>");
	}

	record Price(String item) implements Request<Integer> {
	}

	/** Loads its prices when it has started. */
	static final class Prices extends GenServer<Price, Object> {

		private final Map<String, Integer> prices = new HashMap<>();

		@Override
		protected Init init() {
			return ok(noReply().thenContinue("load"));
		}

		@Override
		protected Next handleContinue(Object with) {
			this.prices.putAll(load());
			return noReply();
		}

		private static Map<String, Integer> load() {
			return Map.of("anvil", 30);
		}

		@Override
		protected Next handleCall(Price price, From from) {
			return reply(price, this.prices.get(price.item()));
		}

	}

	@Test
	void aServerLoadsItsDataBeforeItsFirstCall() {
		assertThat(this.local.start(Prices::new).call(new Price("anvil"))).isEqualTo(30);
	}

	record Ship(String item, int weight) implements Request<Integer> {
	}

	record Order(String item) implements Request<Integer> {
	}

	static final class Shop extends GenServer<Order, Object> {

		private final ServerRef depot;

		private final Map<String, Integer> weights = Map.of("anvil", 70);

		Shop(ServerRef depot) {
			this.depot = depot;
		}

		@Override
		protected Next handleCall(Order order, From from) {
			// The depot needs the weight; it does not have to ask for it.
			Integer parcels = this.depot.call(new Ship(order.item(), this.weights.get(order.item())));
			return reply(order, parcels);
		}

	}

	/** Needs to know how much a thing weighs. */
	private static final class Depot extends GenServer<Ship, Object> {

		@Override
		protected Next handleCall(Ship ship, From from) {
			return reply(ship, 1 + ship.weight() / 50);
		}

	}

	@Test
	void whatTheOtherOneNeedsIsSentAlong() {
		ServerRef depot = this.local.start(Depot::new);

		assertThat(this.local.start(() -> new Shop(depot)).call(new Order("anvil"))).isEqualTo(2);
	}

	record Written() implements Request<Integer> {
	}

	record Write(String line) {
	}

	/** Writes lines. */
	private static final class Journal extends GenServer<Written, Write> {

		private final List<String> lines = new ArrayList<>();

		@Override
		protected Next handleCall(Written asked, From from) {
			return reply(asked, this.lines.size());
		}

		@Override
		protected Next handleCast(Write write) {
			this.lines.add(write.line());
			return noReply();
		}

	}

	@Test
	void aCallInBetweenLimitsHowManyCastsWait() {
		ServerRef journal = this.local.start(Journal::new);
		List<String> lines = IntStream.range(0, 1000).mapToObj(String::valueOf).toList();

		for (int i = 0; i < lines.size(); i++) {
			if (i % 100 == 0) {
				journal.call(new Written());
			}
			journal.cast(new Write(lines.get(i)));
		}

		assertThat(journal.call(new Written())).isEqualTo(1000);
	}

	record Basket(String owner, List<String> items) {

		Basket {
			items = List.copyOf(items);
		}

	}

	@Test
	void aMessageDoesNotChangeWithWhatItWasMadeOf() {
		List<String> items = new ArrayList<>(List.of("anvil"));
		Basket basket = new Basket("joe", items);
		items.add("rope");

		assertThat(basket.items()).containsExactly("anvil");
	}

	record Totals() implements Request<List<Integer>> {
	}

	/** Adds numbers, some of which are none. */
	private static final class Adder extends GenServer<Totals, String> {

		private int sum;

		private int rejected;

		@Override
		protected Next handleCast(String line) {
			try {
				this.sum += Integer.parseInt(line);
			}
			catch (NumberFormatException ex) {
				this.rejected++;
			}
			return noReply();
		}

		@Override
		protected Next handleCall(Totals asked, From from) {
			return reply(asked, List.of(this.sum, this.rejected));
		}

	}

	@Test
	void whatIsExpectedToFailIsCaught() {
		ServerRef adder = this.local.start(Adder::new);
		List.of("1", "two", "3").forEach(adder::cast);

		assertThat(adder.call(new Totals())).containsExactly(4, 1);
	}

	sealed interface Withdrawal {

		record Paid(int left) implements Withdrawal {
		}

		record NotEnough(int there) implements Withdrawal {
		}

	}

	record Withdraw(int amount) implements Request<Withdrawal> {
	}

	static final class Account extends GenServer<Withdraw, Object> {

		private int balance = 100;

		@Override
		protected Next handleCall(Withdraw withdraw, From from) {
			if (withdraw.amount() > this.balance) {
				return reply(withdraw, new Withdrawal.NotEnough(this.balance));
			}
			this.balance -= withdraw.amount();
			return reply(withdraw, new Withdrawal.Paid(this.balance));
		}

	}

	@Test
	void tooLittleMoneyIsAnAnswer() {
		ServerRef account = this.local.start(Account::new);

		assertThat(account.call(new Withdraw(70))).isEqualTo(new Withdrawal.Paid(30));
		assertThat(account.call(new Withdraw(70))).isEqualTo(new Withdrawal.NotEnough(30));
	}

	record Pay(UUID id, int amount) implements Request<Integer> {
	}

	static final class Till extends GenServer<Pay, Object> {

		private final Set<UUID> paid = new HashSet<>();

		private int sum;

		@Override
		protected Next handleCall(Pay pay, From from) {
			if (this.paid.add(pay.id())) {
				this.sum += pay.amount();
			}
			return reply(pay, this.sum);
		}

	}

	@Test
	void whatIsSentTwiceIsDoneOnce() {
		ServerRef till = this.local.start(Till::new);
		Pay pay = new Pay(UUID.randomUUID(), 5);
		till.call(pay);

		assertThat(till.call(pay)).isEqualTo(5);
	}

	record Visits() implements Request<Integer> {
	}

	record Visit() {
	}

	static final class Guest extends GenServer<Visits, Visit> {

		private final String name;

		private final Map<String, Integer> store;

		private int visits;

		Guest(String name, Map<String, Integer> store) {
			this.name = name;
			this.store = store;
		}

		@Override
		protected Init init() {
			this.visits = this.store.getOrDefault(this.name, 0);
			return ok();
		}

		@Override
		protected Next handleCall(Visits asked, From from) {
			return reply(asked, this.visits);
		}

		@Override
		protected Next handleCast(Visit visit) {
			this.visits++;
			this.store.put(this.name, this.visits);
			return noReply();
		}

	}

	@Test
	void guestsComeAndGoUnderADynamicSupervisorAndKeepWhatIsStored() {
		Map<String, Integer> store = new ConcurrentHashMap<>();
		try (Node node = Node.start()) {
			node.startChild(ChildSpec.supervisor("guests", DynamicSupervisor.create().maxChildren(10_000)));

			ChildSpec guest = ChildSpec.worker("guest", () -> new Guest("joe", store), StartOptions.DEFAULT)
				.restart(Restart.TRANSIENT);
			Pid joe = node.supervisor("guests").startChild(guest).orElseThrow();

			node.server(joe).cast(new Visit());
			assertThat(node.server(joe).call(new Visits())).isEqualTo(1);

			node.processes().exit(joe, joe, ExitReason.named("broken"));
			await().until(() -> node.supervisor("guests")
				.whichChildren()
				.stream()
				.anyMatch((child) -> child.pid() != null && !joe.equals(child.pid())));
			Pid again = node.supervisor("guests").whichChildren().getFirst().pid();
			assertThat(node.server(again).call(new Visits())).isEqualTo(1);
		}
	}

	record Close() {
	}

	record Open(String user) implements Request<Pid> {
	}

	static final class Sessions extends GenServer<Open, Object> {

		@Override
		protected Next handleCall(Open open, From from) {
			Pid session = self().spawnLink((process) -> process.receive(Close.class));
			return reply(open, session);
		}

	}

	@Test
	void aSessionIsKnownByItsPid() {
		Pid session = this.local.start(Sessions::new).call(new Open("joe"));

		assertThat(this.local.processes().isAlive(session)).isTrue();
		this.local.node().send(session, new Close());
		await().until(() -> !this.local.processes().isAlive(session));
	}

	@Test
	void whatHasToRunRunsUnderASupervisor() {
		UUID id = UUID.randomUUID();
		try (Node node = Node.start()) {
			node.startChild(ChildSpec.worker("till", Till::new));

			node.server("till").call(new Pay(id, 5));

			Pid first = node.whereis("till").orElseThrow();
			node.processes().exit(first, first, ExitReason.KILL);
			await().until(() -> node.whereis("till").filter((pid) -> !pid.equals(first)).isPresent());
		}
	}

	@Test
	void aSupervisorOnlyDeclaresWhatRuns() {
		Supervisor shop = Supervisor.restForOne()
			.child(ChildSpec.worker("prices", Prices::new))
			.child(ChildSpec.worker("till", Till::new));

		this.local.node().start(shop, StartOptions.named("shop"));
		assertThat(this.local.node().supervisor("shop").whichChildren()).hasSize(2);
		assertThat(this.local.node().server("prices").call(new Price("anvil"))).isEqualTo(30);
	}

	record Tick() {
	}

	static final class Watch extends GenServer<Request<?>, Object> {

		private final Runnable look;

		Watch(Runnable look) {
			this.look = look;
		}

		@Override
		protected Init init() {
			self().sendAfter(Duration.ofMillis(20), self().pid(), new Tick());
			return ok();
		}

		@Override
		protected Next handleInfo(Object message) throws Exception {
			if (!(message instanceof Tick)) {
				return super.handleInfo(message);
			}
			this.look.run();
			self().sendAfter(Duration.ofMillis(20), self().pid(), new Tick());
			return noReply();
		}

	}

	@Test
	void timeSendsAMessage() throws InterruptedException {
		CountDownLatch looks = new CountDownLatch(3);
		ServerRef watch = this.local.start(() -> new Watch(looks::countDown));

		assertThat(looks.await(5, TimeUnit.SECONDS)).isTrue();
		watch.stop();
	}

}
