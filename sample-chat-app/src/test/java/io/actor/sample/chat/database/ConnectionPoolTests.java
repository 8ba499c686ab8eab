package io.actor.sample.chat.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.sample.chat.database.ConnectionPool.Settings;
import io.actor.sample.chat.database.PoolRequest.PoolStatus;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.DynamicSupervisor;
import io.actor.supervisor.Supervisor;
import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ConnectionPoolTests {

	private static final Duration PATIENT = Duration.ofSeconds(20);

	private final Node node = Node.start();

	private final BreakableDataSource dataSource = new BreakableDataSource();

	@AfterEach
	void close() {
		this.node.close();
	}

	@Test
	void workIsDoneOnAConnection() {
		Database database = start(2, PATIENT);

		assertThat(one(database)).isEqualTo(1);
		await().untilAsserted(() -> assertThat(status().idle()).hasSize(2));
	}

	@Test
	void connectionsThatBreakAreReplacedWithoutTheCallerNoticing() throws SQLException {
		Database database = start(2, PATIENT);
		await().untilAsserted(() -> assertThat(status().idle()).hasSize(2));
		List<Pid> before = status().idle();

		this.dataSource.breakAll();

		// One after the other breaks at its next job; what was the job's first connection
		// is gone, its second may be the other broken one.
		await().ignoreExceptionsInstanceOf(DataAccessResourceFailureException.class)
			.untilAsserted(() -> assertThat(one(database)).isEqualTo(1));
		await().ignoreExceptionsInstanceOf(DataAccessResourceFailureException.class).untilAsserted(() -> {
			one(database);
			assertThat(status().idle()).hasSize(2).doesNotContainAnyElementsOf(before);
		});
	}

	@Test
	void workMovesToAnotherConnectionWhenItsOwnBreaks() throws SQLException {
		Database database = start(1, PATIENT);
		assertThat(one(database)).isEqualTo(1);

		this.dataSource.breakAll();

		assertThat(one(database)).isEqualTo(1);
	}

	@Test
	void aWrongStatementIsTheCallersProblemAndNotTheConnections() {
		Database database = start(1, PATIENT);
		assertThat(one(database)).isEqualTo(1);
		Pid before = connection();

		assertThatExceptionOfType(BadSqlGrammarException.class)
			.isThrownBy(() -> database.run((jdbc) -> jdbc.sql("selct 1").query(Integer.class).single()));

		assertThat(connection()).isEqualTo(before);
	}

	@Test
	void workThatTakesTooLongIsAnsweredAndItsConnectionReplaced() {
		Database database = start(1, Duration.ofMillis(300));
		assertThat(one(database)).isEqualTo(1);
		Pid before = connection();
		CountDownLatch never = new CountDownLatch(1);

		assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(() -> database.run((jdbc) -> {
			waitFor(never);
			return 1;
		}));

		await().ignoreExceptionsInstanceOf(DataAccessException.class)
			.untilAsserted(() -> assertThat(one(database)).isEqualTo(1));
		assertThat(connection()).isNotEqualTo(before);
	}

	@Test
	void aDatabaseThatIsAwayIsAnErrorAndLaterBack() {
		this.dataSource.away(true);
		Database database = start(1, Duration.ofMillis(300));

		assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(() -> one(database));
		this.dataSource.away(false);

		await().ignoreExceptionsInstanceOf(DataAccessException.class)
			.untilAsserted(() -> assertThat(one(database)).isEqualTo(1));
	}

	@Test
	void aPoolThatIsRestartedKeepsItsConnections() {
		Database database = start(2, PATIENT);
		await().untilAsserted(() -> assertThat(status().idle()).hasSize(2));
		Pid pool = this.node.whereis(ConnectionPool.NAME).orElseThrow();

		this.node.processes().exit(pool, pool, ExitReason.KILL);
		await().until(() -> this.node.whereis(ConnectionPool.NAME).filter((pid) -> !pid.equals(pool)).isPresent());

		assertThat(one(database)).isEqualTo(1);
		await().untilAsserted(() -> assertThat(status().idle()).hasSize(2));
		assertThat(this.dataSource.opened()).isEqualTo(2);
	}

	@Test
	void workWaitsForAFreeConnection() {
		Database database = start(1, PATIENT);
		CountDownLatch busy = new CountDownLatch(1);
		CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> database.run((jdbc) -> {
			waitFor(busy);
			return 1;
		}), Thread::startVirtualThread);
		await().untilAsserted(() -> assertThat(status().busy()).hasSize(1));
		CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> one(database),
				Thread::startVirtualThread);
		await().untilAsserted(() -> assertThat(status().waiting()).isEqualTo(1));

		busy.countDown();

		assertThat(first.join()).isEqualTo(1);
		assertThat(second.join()).isEqualTo(1);
	}

	private Database start(int connections, Duration timeout) {
		Settings settings = new Settings(connections, timeout, 2);
		this.node.startChild(ChildSpec.supervisor("database-service",
				Supervisor.restForOne()
					.child(ChildSpec.supervisor(ConnectionPool.CONNECTIONS,
							DynamicSupervisor.create().intensity(30, Duration.ofSeconds(10))))
					.child(ChildSpec.worker(ConnectionPool.NAME,
							() -> new ConnectionPool(settings, () -> new DatabaseConnection(this.dataSource))))));
		return new Database(this.node.server(ConnectionPool.NAME), timeout);
	}

	private PoolStatus status() {
		return this.node.server(ConnectionPool.NAME).call(new PoolRequest.Status());
	}

	/** The only connection, once it has nothing to do. */
	private Pid connection() {
		await().untilAsserted(() -> assertThat(status().idle()).hasSize(1));
		return status().idle().getFirst();
	}

	private static int one(Database database) {
		return database.run((jdbc) -> jdbc.sql("select 1").query(Integer.class).single());
	}

	private static void waitFor(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
