package io.actor.wire.handshake;

import java.util.HexFormat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CookieTests {

	@Test
	void aCookieHasOneToTwoHundredAndFiftyFiveCharacters() {
		assertThat(Cookie.of("c")).isNotNull();
		assertThat(Cookie.of("c".repeat(255))).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> Cookie.of("")).withMessageContaining("this one has 0");
		assertThatIllegalArgumentException().isThrownBy(() -> Cookie.of("c".repeat(256)))
			.withMessageContaining("this one has 256");
	}

	@Test
	void aCookieHasOnlyCharactersOfLatin1() {
		assertThat(Cookie.of("\u00ff")).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> Cookie.of("secret\u0100"))
			.withMessage("A cookie has only characters of Latin-1");
	}

	@ParameterizedTest
	@Tag("security")
	@ValueSource(strings = { "c", "secret", "nineteencharacters!", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			"abcabcabcabcabcabcabcabc", "a-long-secret-cookie", "A-Long-Secret-Cookie", "for-development-only",
			"change-me-change-me-change-me" })
	void whatCanBeGuessedIsWeak(String text) {
		assertThat(Cookie.of(text).isWeak()).isTrue();
	}

	@ParameterizedTest
	@Tag("security")
	@ValueSource(
			strings = { "QZKLMVHDRTPWXBNYFGJC", "pBj4wU0cXhR1sQm7Zt9Kf2LxVd5Ny8Ga3EoTi6WqHbM", "twenty-characters-ok" })
	void whatIsLongEnoughIsNot(String text) {
		assertThat(Cookie.of(text).isWeak()).isFalse();
	}

	@Test
	void aChallengeIsDigestedAsAnUnsignedNumberBehindTheCookie() {
		// erlang:md5("secret4294967295"), as dist_util:gen_digest/2 calculates it.
		byte[] digest = HexFormat.of().parseHex("5dfd181e69aa587cc812eb333e6536b6");
		Cookie cookie = Cookie.of("secret");

		assertThat(cookie.digest(-1)).isEqualTo(digest);
		assertThat(cookie.matches(-1, digest)).isTrue();
		assertThat(cookie.matches(1, digest)).isFalse();
		assertThat(Cookie.of("other").matches(-1, digest)).isFalse();
	}

}
