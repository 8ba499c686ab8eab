package io.actor.sample.chat;

import java.time.Duration;
import java.util.UUID;

import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.sample.chat.analytics.Analytics;
import io.actor.term.Pid;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole application, with a real socket and a real database in memory. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.node.name=", "actor.node.peers=",
				"spring.datasource.url=jdbc:h2:mem:chat;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1" })
@Order(2)
class ChatApplicationTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@LocalServerPort
	private int port;

	@Autowired
	private Node node;

	@Test
	void twoPagesTalk() {
		try (PageClient ada = new PageClient(this.port, "ada"); PageClient bob = new PageClient(this.port, "bob")) {
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.people()).contains("ada", "bob"));
			entered(bob);

			UUID id = ada.say("hello bob");

			await().atMost(SOON).untilAsserted(() -> assertThat(bob.heard()).contains("hello bob"));
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(ada.last("delivered").path("id").asString()).isEqualTo(id.toString()));
		}
	}

	@Test
	void whoClosesThePageIsGone() {
		try (PageClient ada = new PageClient(this.port, "watcher")) {
			try (PageClient bob = new PageClient(this.port, "fleeting")) {
				entered(bob);
				await().atMost(SOON).untilAsserted(() -> assertThat(ada.people()).contains("fleeting"));
			}
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.people()).doesNotContain("fleeting"));
		}
	}

	@Test
	void aRoomThatCrashesContinuesWithItsHistory() {
		try (PageClient ada = new PageClient(this.port, "ada")) {
			entered(ada);
			ada.say("before the crash");
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.heard()).contains("before the crash"));

			ada.send("{\"type\":\"crash\"}");

			await().atMost(SOON)
				.untilAsserted(() -> assertThat(ada.last("entered").path("again").asBoolean()).isTrue());
			assertThat(ada.last("entered").get("lines").toString()).contains("before the crash");
			ada.say("after the crash");
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.heard()).contains("after the crash"));
		}
	}

	@Test
	void theChatGoesOnWithoutAnalyticsAndTheFiguresAreMarkedStale() {
		try (PageClient ada = new PageClient(this.port, "ada")) {
			entered(ada);
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(ada.last("status").at("/status/staleSince").isNull()).isTrue());

			ada.send("{\"type\":\"analytics\",\"on\":false}");
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(ada.last("status").at("/status/staleSince").isString()).isTrue());
			ada.say("who needs figures");
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.heard()).contains("who needs figures"));
			ada.send("{\"type\":\"analytics\",\"on\":true}");

			await().atMost(SOON)
				.untilAsserted(() -> assertThat(ada.last("status").at("/status/staleSince").isNull()).isTrue());
		}
	}

	@Test
	void eachServiceMayFailAloneAndIsBack() {
		try (PageClient ada = new PageClient(this.port, "ada")) {
			entered(ada);
			for (String server : new String[] { "chat-log", "connection-pool", Analytics.NAME, "reporter",
					"room-directory", "rooms", "status-board" }) {
				Pid before = this.node.whereis(server).orElseThrow();
				this.node.processes().exit(before, before, ExitReason.KILL);
				await().atMost(SOON)
					.until(() -> this.node.whereis(server).filter((pid) -> !pid.equals(before)).isPresent());
				ada.say("without " + server);
				await().atMost(SOON).untilAsserted(() -> assertThat(ada.heard()).contains("without " + server));
			}
		}
	}

	@Test
	void aRoomThatCrashesAgainAndAgainTakesItsSupervisorAlongAndTheChatGoesOn() {
		try (PageClient ada = new PageClient(this.port, "ada")) {
			entered(ada);
			Pid supervisor = this.node.whereis("room-supervisor").orElseThrow();

			await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
				ada.send("{\"type\":\"crash\"}");
				return this.node.whereis("room-supervisor").filter((pid) -> !pid.equals(supervisor)).isPresent();
			});

			await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
				ada.say("after the storm");
				assertThat(ada.heard()).contains("after the storm");
			});
		}
	}

	@Test
	void aPageThatSendsNonsenseIsClosedAndNobodyElseIsConcerned() {
		try (PageClient ada = new PageClient(this.port, "ada");
				PageClient mallory = new PageClient(this.port, "mallory")) {
			entered(ada);
			entered(mallory);

			mallory.send("{\"type\":\"say\"}");

			await().atMost(SOON).until(mallory::closed);
			ada.say("still here");
			await().atMost(SOON).untilAsserted(() -> assertThat(ada.heard()).contains("still here"));
		}
	}

	private static void entered(PageClient page) {
		await().atMost(SOON).untilAsserted(() -> assertThat(page.got("entered")).isNotEmpty());
	}

}
