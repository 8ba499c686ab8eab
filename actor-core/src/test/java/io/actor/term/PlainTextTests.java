package io.actor.term;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What others wrote cannot forge a line of the log, command a terminal or fill the disk.
 */
class PlainTextTests {

	@Test
	void aLineCannotForgeAnotherOne() {
		assertThat(PlainText.of("a\nb\rc\u0085d\u2028e\u2029f", 100)).isEqualTo("a?b?c?d?e?f");
	}

	@Test
	void noCharacterCommandsTheTerminalOrTurnsTheLineRound() {
		assertThat(PlainText.of("a\u001b[31mb\tc\u202ed\u200be", 100)).isEqualTo("a?[31mb?c?d?e");
		assertThat(PlainText.of("half a pair \ud83d, one of nobody \ue000", 100))
			.isEqualTo("half a pair ?, one of nobody ?");
	}

	@Test
	void whatIsPlainStays() {
		assertThat(PlainText.of("Jos\u00e9 says \u4f60\u597d \ud83d\ude00", 100))
			.isEqualTo("Jos\u00e9 says \u4f60\u597d \ud83d\ude00");
	}

	@Test
	void whatIsTooLongIsCutBetweenCharacters() {
		assertThat(PlainText.of("abc", 3)).isEqualTo("abc");
		assertThat(PlainText.of("abcdef", 3)).isEqualTo("abc...");
		assertThat(PlainText.of("\ud83d\ude00\ud83d\ude00", 1)).isEqualTo("\ud83d\ude00...");
	}

}
