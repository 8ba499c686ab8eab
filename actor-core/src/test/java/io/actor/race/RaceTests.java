package io.actor.race;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The races of this module, run by jcstress: some of them briefly with each build, all of
 * them longer with {@code -Draces.mode=quick}, chosen ones with
 * {@code -Draces.select=regexp}.
 */
@Order(1)
class RaceTests {

	private static final String PLANTED = "io.actor.process.PlantedRaces.ForgetfulIdleRace";

	/** What is run with each build: one or two races of each part. */
	private static final String SELECTED = "(MailboxRaces.(Idle|Wait)|ScheduleRaces.(ServerState|Receive)"
			+ "|ExitRaces.KillerPeer|LinkRaces.UnlinkExit|MonitorRaces.Flush|AddressRaces.AliasReply"
			+ "|CallRaces.CallKill|TimerCancel)Race";

	private static Races.Findings findings;

	/** What was found in the race with a planted fault. */
	private static String planted;

	@BeforeAll
	static void run() throws IOException, InterruptedException {
		Races.Mode mode = Races.Mode.of(System.getProperty("races.mode", "sanity"));
		String usual = (mode == Races.Mode.SANITY) ? SELECTED : "Race";
		String select = System.getProperty("races.select", usual) + "|" + PLANTED;
		long start = System.nanoTime();
		findings = new Races(mode, select, Path.of("target", "races").toAbsolutePath()).run();
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		planted = findings.takePlanted(PLANTED).orElse("nothing");
		System.out.println(findings.summary(mode, took) + "; planted fault: " + planted);
		findings.save(mode, took, Path.of("target", "reliability", "races.jsonl"));
	}

	@Test
	void noRaceEndsAsItMustNot() {
		assertThat(findings.errors()).isEmpty();
		assertThat(findings.forbidden()).isEmpty();
	}

	@Test
	void aMailboxThatForgetsToLookAgainIsFound() {
		assertThat(planted).contains("idle with mail");
	}

	@Test
	void eachRaceHasRunOftenEnoughToMeanSomething() {
		assertThat(findings.races()).isNotEmpty();
		assertThat(findings.samples() / findings.races().size()).isGreaterThan(5_000);
	}

}
