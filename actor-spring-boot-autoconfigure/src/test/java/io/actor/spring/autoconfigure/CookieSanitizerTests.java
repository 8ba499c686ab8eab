package io.actor.spring.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.env.MockPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which values of properties are hidden. */
@Tag("security")
class CookieSanitizerTests {

	@Test
	void allCookiesAreHiddenWhereverTheyStand() {
		SanitizingFunction sanitizer = CookieSanitizer
			.of(new MockEnvironment().withProperty("MY_COOKIE", "one-for-all-of-them")
				.withProperty("actor.node.cookie", "${MY_COOKIE}")
				.withProperty("actor.node.cookies[x@host]", "one-for-x-alone"));

		assertThat(hidden(sanitizer, "MY_COOKIE", "one-for-all-of-them")).isTrue();
		assertThat(hidden(sanitizer, "JAVA_OPTS", "-Dactor=one-for-all-of-them -Xmx1g")).isTrue();
		assertThat(hidden(sanitizer, "X_COOKIE", "one-for-x-alone")).isTrue();
		assertThat(hidden(sanitizer, "ACTOR_NODE_COOKIES_X_HOST_", "whatever")).isTrue();
		assertThat(hidden(sanitizer, "actor.node.name", "chat@host")).isFalse();
	}

	@Test
	void theCookieOfAFileIsHiddenToo(@TempDir Path folder) throws Exception {
		Path file = Files.writeString(folder.resolve("cookie"), "the-one-in-a-file\n");
		SanitizingFunction sanitizer = CookieSanitizer
			.of(new MockEnvironment().withProperty("actor.node.cookie-file", file.toString()));

		assertThat(hidden(sanitizer, "RELEASE_COOKIE", "the-one-in-a-file")).isTrue();
		assertThat(hidden(sanitizer, "HOME", folder.toString())).isFalse();
	}

	@Test
	void withoutACookieNothingIsHidden(@TempDir Path folder) {
		SanitizingFunction sanitizer = CookieSanitizer.of(new MockEnvironment().withProperty("actor.node.cookie", " ")
			.withProperty("actor.node.cookie-file", folder.resolve("none").toString()));

		assertThat(hidden(sanitizer, "HOME", " ")).isFalse();
		assertThat(hidden(sanitizer, "HOME", "/root")).isFalse();
	}

	private static boolean hidden(SanitizingFunction sanitizer, String key, String value) {
		SanitizableData data = new SanitizableData(new MockPropertySource(), key, value);
		return SanitizableData.SANITIZED_VALUE.equals(sanitizer.apply(data).getValue());
	}

}
