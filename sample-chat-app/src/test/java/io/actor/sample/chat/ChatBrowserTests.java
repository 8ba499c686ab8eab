package io.actor.sample.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.actor.node.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Two people with real browsers, a desktop and a phone, on two nodes. Skipped where there
 * is no Chromium. Leaves pictures in {@code target/screenshots}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1)
class ChatBrowserTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private ConfigurableApplicationContext first;

	private ChildNode second;

	private String[] settings;

	private Browser ada;

	private Browser grace;

	@BeforeAll
	void start() throws IOException {
		assumeTrue(Browser.available(), "There is no Chromium with its driver on this machine");
		this.first = SpringApplication.run(ChatApplication.class, "--server.port=0", "--actor.node.port=0",
				"--actor.node.epmd=none", "--actor.node.peers=", database("first"));
		int port = this.first.getBean(Node.class).port().orElseThrow();
		this.settings = new String[] { "spring.profiles.active=node2", "actor.node.port=0", "actor.node.epmd=none",
				"actor.node.peers=chat@localhost:" + port, database("second").substring(2) };
		this.second = ChildNode.start(this.settings);
		int http = Integer
			.parseInt(Objects.requireNonNull(this.first.getEnvironment().getProperty("local.server.port")));
		this.ada = Browser.desktop().enter(http, "Ada");
		this.grace = Browser.phone().enter(this.second.port(), "Grace");
	}

	/** Each is closed, whatever happens to the others. */
	@AfterAll
	void stop() {
		List<Exception> failures = new ArrayList<>();
		for (AutoCloseable each : new AutoCloseable[] { this.grace, this.ada, this.second, this.first }) {
			try {
				if (each != null) {
					each.close();
				}
			}
			catch (Exception ex) {
				failures.add(ex);
			}
		}
		assertThat(failures).isEmpty();
	}

	private static String database(String name) {
		return "--spring.datasource.url=jdbc:h2:mem:" + name
				+ ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";
	}

	@Test
	@Order(1)
	void whatIsTypedOnOneNodeIsReadOnTheOther() {
		this.ada.seesPeople(SOON, "Ada", "Grace");
		this.grace.seesPeople(SOON, "Ada", "Grace");

		this.ada.say("Good morning! Is anybody on the other node?");
		this.grace.reads("Good morning! Is anybody on the other node?");
		this.grace.say("Yes. I read you on my phone.");
		this.ada.reads("Yes. I read you on my phone.");
		this.ada.say("<b>This is text</b> & stays text.");
		this.grace.reads("<b>This is text</b> & stays text.");

		this.ada.screenshot("desktop");
		this.grace.screenshot("phone");
	}

	@Test
	@Order(2)
	void aRoomThatCrashesSaysSoAndContinues() {
		this.ada.click("#crash");

		this.ada.untilTexts(".toast", (texts) -> texts.contains("#lobby crashed and was restarted"));
		this.ada.until("#state", (state) -> state.getText().equals("online"));
		this.ada.screenshot("desktop-restarted");
		this.ada.say("And on it goes.");
		this.grace.reads("And on it goes.");
		this.ada.reads("Yes. I read you on my phone.");
	}

	@Test
	@Order(3)
	void withoutAnalyticsTheFiguresAreMarkedStale() {
		this.ada.click("#analytics");

		this.ada.untilTexts("#stale", (texts) -> texts.getFirst().startsWith("stale since"));
		this.ada.say("Who needs figures?");
		this.grace.reads("Who needs figures?");
		this.ada.screenshot("desktop-stale");
		this.ada.click("#analytics");
		this.ada.untilTexts("#stale", (texts) -> texts.getFirst().isEmpty());
	}

	@Test
	@Order(4)
	void anotherRoomIsOpenedFromThePhone() {
		this.grace.click("[data-open=rooms]");
		this.grace.screenshot("phone-rooms");
		this.grace.typeRoom("quiet corner");

		this.grace.untilTexts("#room-name", (texts) -> texts.contains("# quiet-corner"));
		this.ada.untilTexts("#rooms .name", (texts) -> texts.contains("quiet-corner"));
		this.grace.click("[data-open=rooms]");
		this.grace.click("#rooms li:nth-child(2) button");
		this.grace.seesPeople(SOON, "Ada", "Grace");
		this.grace.click("[data-open=info]");
		this.grace.screenshot("phone-info");
		this.grace.click("[data-close=info]");
	}

	@Test
	@Order(5)
	void thePeopleOfAKilledNodeAreGoneAndTheirPageSaysIt() {
		this.ada.seesPeople(SOON, "Ada", "Grace");

		this.second.kill();

		this.ada.seesPeople(Duration.ofSeconds(2), "Ada");
		this.grace.until("#state", (state) -> state.getText().equals("reconnecting"));
		this.grace.say("Can you hear me?");
		this.grace.untilTexts(".fate", (texts) -> texts.getFirst().startsWith("Not delivered"));
		this.grace.screenshot("phone-offline");
		this.ada.untilTexts("#nodes .name", (texts) -> texts.equals(List.of("chat@localhost")));
		this.ada.untilTexts("#rooms .count", (texts) -> texts.equals(List.of("", "1", "", "")));
		this.ada.screenshot("desktop-alone");
	}

	@Test
	@Order(6)
	void aNodeThatIsBackCatchesUpAndTheLineIsDeliveredAtTheSecondTry() throws IOException {
		this.ada.say("Where are you?");
		this.ada.reads("Where are you?");
		int port = this.second.port();
		this.second.close();

		this.second = ChildNode.start(port, this.settings);

		this.grace.until("#state", (state) -> state.getText().equals("online"));
		this.grace.reads("Where are you?");
		this.grace.click(".fate button");
		this.ada.reads("Can you hear me?");
		this.grace.reads("Can you hear me?");
		this.ada.seesPeople(SOON, "Ada", "Grace");
	}

	@Test
	@Order(7)
	void thePageHasNothingToComplainAbout() {
		assertThat(this.ada.problems()).isEqualTo(List.of());
	}

}
