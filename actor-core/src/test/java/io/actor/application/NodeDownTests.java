package io.actor.application;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.node.Node;
import io.actor.node.NodeState;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Applications and the node they run on end together. */
class NodeDownTests {

	private final Node node = Node.start();

	private final List<Object> notes = new CopyOnWriteArrayList<>();

	private final CompletableFuture<ApplicationEnd> ended = new CompletableFuture<>();

	private final CompletableFuture<ApplicationEnd> down = new CompletableFuture<>();

	@AfterEach
	void close() {
		this.node.close();
	}

	private void start(RestartType type) {
		Applications applications = this.node.applications();
		applications.listen(new ApplicationListener() {

			@Override
			public void ended(ApplicationEnd end) {
				NodeDownTests.this.ended.complete(end);
			}

			@Override
			public void nodeDown(ApplicationEnd end) {
				NodeDownTests.this.notes.add(NodeDownTests.this.node.state());
				NodeDownTests.this.down.complete(end);
			}
		});
		applications.start(Staged.spec("base", this.notes));
		applications.start(Staged.spec("chat", this.notes).dependsOn("base"), type);
	}

	/** One crash is one too many for the supervisor: it gives up. */
	private void giveUp() {
		Probe.tell(this.node.server("chat_worker"), (probe) -> Probe.end(ExitReason.named("broken")));
	}

	@ParameterizedTest
	@EnumSource(names = { "PERMANENT", "TRANSIENT" })
	@Otp(280)
	void theNodeEndsWithAPermanentOrTransientApplicationWhoseSupervisorGivesUp(RestartType type) {
		start(type);

		giveUp();

		ApplicationEnd end = LocalNode.get(this.down);
		assertThat(end).isEqualTo(new ApplicationEnd("chat", type, ExitReason.SHUTDOWN, true));
		assertThat(this.notes).containsExactly("start base", "start chat", "prepareStop chat", "stop chat",
				"prepareStop base", "stop base", NodeState.DOWN);
	}

	@Test
	@Otp(280)
	void aTemporaryApplicationIsOnlyReported() {
		start(RestartType.TEMPORARY);

		giveUp();

		assertThat(LocalNode.get(this.ended))
			.isEqualTo(new ApplicationEnd("chat", RestartType.TEMPORARY, ExitReason.SHUTDOWN, false));
		assertThat(this.node.applications().running()).extracting(ApplicationInfo::name).containsExactly("base");
		assertThat(this.node.state()).isEqualTo(NodeState.UP);
		this.node.applications().start("chat");
	}

	@Test
	@Otp(280)
	void aTransientApplicationThatEndsNormallyIsOnlyReportedAndAPermanentOneEndsTheNode() {
		start(RestartType.TRANSIENT);
		this.node.supervisor("chat_sup").server().stop();

		assertThat(LocalNode.get(this.ended))
			.isEqualTo(new ApplicationEnd("chat", RestartType.TRANSIENT, ExitReason.NORMAL, false));
		this.node.applications().start("chat", RestartType.PERMANENT);
		assertThat(this.node.state()).isEqualTo(NodeState.UP);

		this.node.supervisor("chat_sup").server().stop();

		assertThat(LocalNode.get(this.down).reason()).isEqualTo(ExitReason.NORMAL);
	}

	@Test
	void closingTheNodeStopsTheApplicationsInReverseOrderAndEndsNothingElse() {
		start(RestartType.PERMANENT);

		this.node.close();

		assertThat(this.notes).containsExactly("start base", "start chat", "prepareStop chat", "stop chat",
				"prepareStop base", "stop base");
		assertThat(this.down).isNotDone();
		assertThatThrownBy(() -> this.node.applications().start("base")).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("The node closes");
	}

	@Test
	void closingTheNodeDoesNotWaitForAnApplicationThatDoesNotGetUp() {
		CompletableFuture<Boolean> begun = new CompletableFuture<>();
		this.node.applications().load(ApplicationSpec.of("stuck", () -> (type, environment) -> {
			begun.complete(true);
			Process.current().receive(String.class);
			throw new IllegalStateException("nobody sends that");
		}));
		CompletableFuture<ExitReason> refusal = CompletableFuture.supplyAsync(
				() -> catchThrowableOfType(ApplicationException.class, () -> this.node.applications().start("stuck"))
					.reason());
		LocalNode.get(begun);

		this.node.close();

		await().until(() -> this.node.state() == NodeState.DOWN);
		assertThat(LocalNode.get(refusal)).isEqualTo(ExitReason.SHUTDOWN);
	}

}
