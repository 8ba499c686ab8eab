package io.actor.process;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LogEvents;
import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who hears of reports, and how. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReportsTests {

	@RegisterExtension
	final LogEvents log = new LogEvents("io.actor");

	private final Kernel kernel = new Kernel();

	private final Reports reports = this.kernel.processes.reports();

	private final List<Object> heard = new CopyOnWriteArrayList<>();

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	/** Reports that a child has started, whose id is this number. */
	private void report(int... numbers) {
		this.kernel.in((self) -> {
			for (int number : numbers) {
				this.reports.progress(self, new Report.Offender(String.valueOf(number), Optional.of(self.pid()),
						"temporary", "infinity", "worker"));
			}
			return null;
		});
	}

	private void note(Report report) {
		this.heard.add(Integer.parseInt(((Report.Progress) report).started().id()));
	}

	private void awaitHeard(Object... numbers) {
		await().untilAsserted(() -> assertThat(this.heard).containsExactly(numbers));
	}

	@Test
	void aListenerHearsEveryReportInOrder() {
		this.reports.listen(this::note);

		report(IntStream.range(0, 2000).toArray());

		awaitHeard(IntStream.range(0, 2000).boxed().toArray());
	}

	@Test
	void whoeverStopsListeningHearsNoMore() {
		Runnable stop = this.reports.listen(this::note);
		report(1);
		awaitHeard(1);

		stop.run();
		report(2);
		this.reports.listen(this::note);
		report(3);

		awaitHeard(1, 3);
	}

	@Test
	void aListenerThatFailsKeepsNobodyFromHearing() {
		this.reports.listen((report) -> {
			throw new AssertionError("on purpose");
		});
		this.reports.listen(this::note);

		report(1, 2);

		awaitHeard(1, 2);
		assertThat(this.log.at(Level.ERROR)).hasSize(2).allSatisfy((line) -> assertThat(line).contains("failed"));
	}

	@Test
	void aListenerIsNoProcessAndHoldsUpNobodyWhoReports() {
		CountDownLatch go = new CountDownLatch(1);
		CompletableFuture<Boolean> inProcess = new CompletableFuture<>();
		this.reports.listen(((Blocking) (report) -> {
			inProcess.complete(Process.current() != null);
			go.await();
			note(report);
		})::reportOrFail);

		report(1, 2);
		go.countDown();

		assertThat(Kernel.get(inProcess)).isFalse();
		awaitHeard(1, 2);
	}

	@Test
	void whatALateListenerCannotTakeIsCounted() {
		CountDownLatch go = new CountDownLatch(1);
		this.reports.listen(((Blocking) (report) -> {
			go.await();
			note(report);
		})::reportOrFail);

		report(IntStream.range(0, 10_050).toArray());
		go.countDown();

		await().untilAsserted(() -> assertThat(this.heard).hasSize(10_000));
		await().untilAsserted(() -> assertThat(this.log.at(Level.WARN))
			.contains("50 reports were lost to listeners that take too long"));
	}

	/** A listener that may block. */
	private interface Blocking {

		void report(Report report) throws Exception;

		default void reportOrFail(Report report) {
			try {
				report(report);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	private List<Pid> neighbours(Body body) {
		CompletableFuture<Report> crash = new CompletableFuture<>();
		Runnable stop = this.reports.listen(crash::complete);
		this.kernel.in((self) -> {
			body.run(self);
			this.reports.crash(self, BOOM, "last");
			return null;
		});
		List<ProcessInfo> neighbours = ((Report.Crash) Kernel.get(crash)).neighbours();
		stop.run();
		return neighbours.stream().map(ProcessInfo::pid).toList();
	}

	@Test
	void neighboursAreThoseAnEndTakesAlongNearestFirst() {
		CompletableFuture<List<Pid>> near = new CompletableFuture<>();

		List<Pid> neighbours = neighbours((self) -> {
			CompletableFuture<Pid> far = new CompletableFuture<>();
			Pid one = self.spawnLink((child) -> {
				far.complete(child.spawnLink(Kernel::waitForever));
				Kernel.waitForever(child);
			});
			Pid trapping = self.processes().spawn((child) -> {
				child.spawnLink(Kernel::waitForever);
				self.send(self.pid(), "ready");
				Kernel.waitForever(child);
			}, new SpawnOptions(true, false, true), self).pid();
			self.receive(String.class);
			near.complete(List.of(one, Kernel.get(far), trapping));
		});

		assertThat(neighbours).containsExactlyElementsOf(Kernel.get(near).subList(0, 2));
	}

	@Test
	void noMoreThanFifteenNeighboursAreLookedAt() {
		assertThat(neighbours((self) -> IntStream.range(0, 40).forEach((i) -> self.spawnLink(Kernel::waitForever))))
			.hasSize(15);
	}

}
