package io.actor.guide;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.actor.fixture.LocalNode;
import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.ServerStatistics;
import io.actor.gen.ServerStatus;
import io.actor.gen.StartOptions;
import io.actor.gen.Stateful;
import io.actor.gen.Sys;
import io.actor.gen.SystemEvent;
import io.actor.node.Node;
import io.actor.supervisor.ChildSpec;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The examples of {@code docs/guide/sys.md}. */
class SysGuideTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	/** Version 1. */
	static final class Stock extends GenServer<Stock.Count, Stock.Delivery> implements Stateful<Map<String, Integer>> {

		record Count(String article) implements Request<Integer> {
		}

		record Delivery(String article, int pieces) {
		}

		private final Map<String, Integer> pieces = new HashMap<>();

		@Override
		protected Next handleCall(Count count, From from) {
			return reply(count, this.pieces.getOrDefault(count.article(), 0));
		}

		@Override
		protected Next handleCast(Delivery delivery) {
			this.pieces.merge(delivery.article(), delivery.pieces(), Integer::sum);
			return noReply();
		}

		@Override
		public Map<String, Integer> state() {
			return Map.copyOf(this.pieces);
		}

		@Override
		public void state(Map<String, Integer> state) {
			this.pieces.clear();
			this.pieces.putAll(state);
		}

	}

	/** Version 2. */
	static final class StockInBoxes extends GenServer<Stock.Count, Stock.Delivery> implements Stateful<List<String>> {

		private final List<String> boxes = new CopyOnWriteArrayList<>();

		@Override
		protected Next handleCall(Stock.Count count, From from) {
			return reply(count, (int) this.boxes.stream().filter(count.article()::equals).count());
		}

		@Override
		protected Next handleCast(Stock.Delivery delivery) {
			for (int i = 0; i < delivery.pieces(); i++) {
				this.boxes.add(delivery.article());
			}
			return noReply();
		}

		@Override
		public List<String> state() {
			return List.copyOf(this.boxes);
		}

		@Override
		public void state(List<String> state) {
			this.boxes.addAll(state);
		}

		@Override
		public Object codeChange(Object oldVersion, Object state, Object extra) {
			Map<?, ?> pieces = (Map<?, ?>) state; // of version 1
			return pieces.entrySet()
				.stream()
				.flatMap((each) -> Collections.nCopies((Integer) each.getValue(), each.getKey()).stream())
				.toList();
		}

	}

	private ServerRef stock() {
		return this.local.node().start(Stock::new, StartOptions.named("stock"));
	}

	@Test
	void aRunningServerIsLookedAt() {
		ServerRef stock = stock();

		stock.cast(new Stock.Delivery("nails", 100));
		Sys sys = Sys.of(stock);
		Object state = sys.state(); // {nails=100}
		sys.replaceState((Map<String, Integer> before) -> Map.of("nails", 99));
		ServerStatus status = sys.status();

		assertThat(state).isEqualTo(Map.of("nails", 100));
		assertThat(status.state()).isEqualTo(Map.of("nails", 99));
		assertThat(status.suspended()).isFalse();
	}

	@Test
	void aServerIsSuspended() {
		ServerRef stock = stock();
		Sys sys = Sys.of(stock);

		sys.suspend();
		CompletableFuture<Integer> count = stock.callAsync(new Stock.Count("nails")); // waits
																						// in
																						// the
																						// mailbox
		assertThat(sys.state()).isEqualTo(Map.of()); // is answered
		sys.resume();

		assertThat(LocalNode.get(count)).isZero();
	}

	@Test
	void aServerIsWatched() {
		ServerRef stock = stock();
		Sys sys = Sys.of(stock);
		List<Object> large = new CopyOnWriteArrayList<>();

		sys.trace(true); // *DBG* stock<0.4.0> got call Count[article=nails]
		sys.log(); // keeps the latest ten events
		sys.statistics(true);
		sys.install("large deliveries", (process, event) -> {
			if (event instanceof SystemEvent.In in && in.message() instanceof Stock.Delivery delivery
					&& delivery.pieces() > 1000) {
				large.add(delivery);
			}
			return true; // wants to see more
		});

		stock.cast(new Stock.Delivery("nails", 5000));
		stock.call(new Stock.Count("nails"));

		List<SystemEvent> events = sys.logged();
		ServerStatistics numbers = sys.statistics().orElseThrow();
		sys.noDebug(); // all of it off

		assertThat(events).hasSize(4);
		assertThat(numbers.messagesIn()).isEqualTo(2);
		assertThat(large).containsExactly(new Stock.Delivery("nails", 5000));
	}

	@Test
	void aServerIsUpgraded() {
		ServerRef stock = stock();
		stock.cast(new Stock.Delivery("nails", 3));

		Sys sys = Sys.of(stock);
		sys.suspend();
		try {
			sys.changeCode(StockInBoxes::new, "1", "");
		}
		catch (CallException ex) {
			System.getLogger("upgrade").log(System.Logger.Level.WARNING, "still on version 1", ex);
		}
		sys.resume();

		assertThat(stock.call(new Stock.Count("nails"))).isEqualTo(3);
		assertThat(sys.state()).isEqualTo(List.of("nails", "nails", "nails"));
	}

	@Test
	void aRestartAfterAnUpgradeMakesTheNewVersion() {
		Node node = this.local.node();

		AtomicReference<Supplier<GenServer<?, ?>>> version = new AtomicReference<>(Stock::new);
		node.startChild(ChildSpec.worker("stock", () -> version.get().get()));

		ServerRef stock = node.server("stock");
		Sys sys = Sys.of(stock);

		sys.suspend();
		sys.changeCode(StockInBoxes::new, "1", "");
		version.set(StockInBoxes::new);
		sys.resume();

		Pid first = stock.pid().orElseThrow();
		this.local.kill(first);
		await().until(() -> stock.pid().filter((pid) -> !pid.equals(first)).isPresent());
		assertThat(sys.status().type()).isEqualTo(StockInBoxes.class.getName());
		node.application().terminateChild("stock");
	}

}
