package io.actor.test.guide;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.test.ActorTestKit;
import io.actor.test.Scenario;
import io.actor.test.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The part of docs/testing.md on finding a race. */
class SeedsTests {

	static final class Tickets extends GenServer<Tickets.Query<?>, Object> {

		sealed interface Query<R> extends Request<R> {

		}

		record Left() implements Query<Integer> {
		}

		record Sell() implements Query<Integer> {
		}

		private int left = 1;

		@Override
		protected Next handleCall(Query<?> query, From from) {
			return switch (query) {
				case Left asked -> reply(asked, this.left);
				case Sell sell -> reply(sell, --this.left);
			};
		}

	}

	/** Two customers, one ticket; each looks before it buys. */
	static void twoCustomers(World world) {
		ServerRef tickets = world.node().start(Tickets::new, StartOptions.named("tickets"));
		for (int i = 0; i < 2; i++) {
			world.node().spawn((customer) -> {
				if (tickets.call(new Tickets.Left()) > 0) {
					tickets.call(new Tickets.Sell());
				}
			});
		}
		world.settle();
		assertThat(tickets.call(new Tickets.Left())).isNotNegative();
	}

	@Test
	void twoCustomersNeverBuyTheSameTicket() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> ActorTestKit.explore(200, SeedsTests::twoCustomers))
			.withMessageContaining("takes Sell[]");
	}

	@Test
	void inOrderNobodyWouldHaveNoticed() {
		Scenario oneByOne = (world) -> {
			ServerRef tickets = world.node().start(Tickets::new, StartOptions.DEFAULT);
			for (int i = 0; i < 2; i++) {
				if (tickets.call(new Tickets.Left()) > 0) {
					tickets.call(new Tickets.Sell());
				}
			}
			assertThat(tickets.call(new Tickets.Left())).isNotNegative();
		};
		ActorTestKit.explore(200, oneByOne);
	}

	static final class HonestTickets extends GenServer<HonestTickets.Buy, Object> {

		record Buy() implements Request<Boolean> {
		}

		private int left = 1;

		@Override
		protected Next handleCall(Buy buy, From from) {
			boolean sold = this.left > 0;
			if (sold) {
				this.left--;
			}
			return reply(buy, sold);
		}

	}

	@Test
	void whoAsksAndBuysInOneCallIsNeverCheated() {
		ActorTestKit.explore(200, (world) -> {
			ServerRef tickets = world.node().start(HonestTickets::new, StartOptions.DEFAULT);
			int[] sold = new int[1];
			for (int i = 0; i < 2; i++) {
				world.node().spawn((customer) -> {
					if (tickets.call(new HonestTickets.Buy())) {
						sold[0]++;
					}
				});
			}
			world.settle();
			assertThat(sold[0]).isEqualTo(1);
		});
	}

}
