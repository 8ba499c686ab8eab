package io.actor.node;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Nodes.Add;
import io.actor.node.Nodes.Question;
import io.actor.process.ExitReason;
import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server may run on the thread that has read a message for it. Whatever it does there,
 * others are served.
 */
@Timeout(60)
class ReadingThreadsTests {

	private final Nodes nodes = new Nodes();

	private final LinkedBlockingQueue<Thread> ran = new LinkedBlockingQueue<>();

	private Node a;

	private Node b;

	@BeforeEach
	void startTwo() {
		this.a = this.nodes.start("a");
		this.b = this.nodes.start("b", this.a);
		Nodes.connected(this.a, this.b);
	}

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	@Test
	void aCallFromAnotherNodeIsAnsweredByTheThreadThatReadIt() {
		ServerRef server = server("adder", (add, _) -> add.amount() + 1);
		// Its first run is its start, and while a worker is awake that one takes it.
		await().pollInterval(Duration.ofMillis(1)).until(() -> {
			assertThat(server.<Integer>call(new Add(1))).isEqualTo(2);
			return this.ran.stream().anyMatch((thread) -> thread.getName().startsWith("actor-reader-"));
		});
	}

	@Test
	void aServerThatBlocksKeepsNoOtherFromItsMessages() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		ServerRef blocking = server("blocking", (_, _) -> {
			awaitZero(over);
			return 1;
		});
		ServerRef other = server("other", (add, _) -> add.amount());
		CountDownLatch answered = new CountDownLatch(3);
		for (int i = 0; i < 3; i++) {
			this.b.spawn((_) -> {
				blocking.withTimeout(Duration.ofSeconds(30)).call(new Add(0));
				answered.countDown();
			});
		}

		for (int i = 0; i < 200; i++) {
			assertThat(other.<Integer>call(new Add(i))).isEqualTo(i);
		}
		over.countDown();
		assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aServerThatCallsBackIntoTheNodeItIsCalledFromIsAnswered() {
		this.b.start(() -> new Answering((add, _) -> add.amount() * 2), StartOptions.named("doubler"));
		ServerRef doubler = this.a.server("doubler", this.b.name());
		ServerRef server = server("asking", (add, _) -> doubler.<Integer>call(add) + 1);

		for (int i = 0; i < 200; i++) {
			assertThat(server.<Integer>call(new Add(i))).isEqualTo(2 * i + 1);
		}
	}

	@Test
	void aServerThatIsKilledWhileItRunsThereTakesNothingAlong() throws Exception {
		LinkedBlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
		CountDownLatch never = new CountDownLatch(1);
		for (int i = 0; i < 20; i++) {
			CountDownLatch running = new CountDownLatch(1);
			ServerRef server = server("doomed", (add, _) -> {
				if (add.amount() == 0) {
					return 0;
				}
				running.countDown();
				try {
					never.await();
				}
				catch (InterruptedException ex) {
					interrupted.add(Thread.currentThread().getName());
				}
				return 1;
			});
			assertThat(server.<Integer>call(new Add(0))).isZero();
			this.b.spawn((_) -> server.call(new Add(1)));
			assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
			Pid doomed = this.a.whereis("doomed").orElseThrow();
			this.a.spawn((self) -> self.exit(doomed, ExitReason.KILL));
			assertThat(interrupted.poll(20, TimeUnit.SECONDS)).isNotNull();
			await().pollInterval(Duration.ofMillis(1)).until(() -> this.a.whereis("doomed").isEmpty());
		}

		ServerRef after = server("after", (add, _) -> add.amount());
		assertThat(after.<Integer>call(new Add(7))).isEqualTo(7);
		assertThat(this.a.peers()).hasSize(1);
	}

	private ServerRef server(String name, BiFunction<Add, From, Integer> answer) {
		this.a.start(() -> new Answering(answer), StartOptions.named(name));
		return this.b.server(name, this.a.name());
	}

	private static void awaitZero(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Answers with what this function says, and writes down where it ran. */
	private final class Answering extends GenServer<Question, Nodes.Note> {

		private final BiFunction<Add, From, Integer> answer;

		Answering(BiFunction<Add, From, Integer> answer) {
			this.answer = answer;
		}

		@Override
		protected Next handleCall(Question request, From from) {
			ReadingThreadsTests.this.ran.add(Thread.currentThread());
			Add add = (Add) request;
			return reply(add, this.answer.apply(add, from));
		}

		@Override
		protected Next handleCast(Nodes.Note note) {
			return noReply();
		}

	}

}
