package io.actor.spring.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Pattern;

import io.actor.node.Node;
import io.actor.node.NodeStartException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Limits and cookies in the configuration: what is too much is refused by its name. */
@Tag("security")
class NodeLimitTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ConfigurationPropertiesAutoConfiguration.class, ActorAutoConfiguration.class))
		.withPropertyValues("actor.node.name=limits@localhost", "actor.node.port=0", "actor.node.epmd=none");

	private ApplicationContextRunner named() {
		return this.contexts.withPropertyValues("actor.node.cookie=a-cookie-of-the-limit-tests");
	}

	@ParameterizedTest
	@CsvSource({ "frame,257MB", "frame,100B", "message,2GB", "integer,2MB", "handshake-message,5KB",
			"handshake-time,61s", "block,0s" })
	void aSizeOrTimeBeyondItsHardLimitIsRefusedByName(String limit, String value) {
		Explanation.assertFails(named().withPropertyValues("actor.node.limits." + limit + "=" + value),
				"'actor.node.limits." + limit + "' is ", "leave it out");
	}

	@Test
	void aValueIsToldAsPeopleWriteIt() {
		Explanation.assertFails(named().withPropertyValues("actor.node.limits.frame=300MB"),
				"'actor.node.limits.frame' is 300MB, which is not between 1KB and 256MB.", "leave it out");
		Explanation.assertFails(named().withPropertyValues("actor.node.limits.handshake-time=61s"),
				"'actor.node.limits.handshake-time' is 61s, which is not more than nothing and at most 60s.",
				"leave it out");
	}

	@ParameterizedTest
	@CsvSource({ "strangers,1025", "strangers-per-address,65", "new-names,601", "known-peers,4097", "fragments,1025",
			"depth,10001", "relations,0", "elements,0", "failed-logins,0" })
	void aNumberBeyondItsHardLimitIsRefusedByName(String limit, String value) {
		named().withPropertyValues("actor.node.limits." + limit + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("actor.node")
				.rootCause()
				.hasMessageContaining("limits." + camelCase(limit)));
	}

	private static String camelCase(String name) {
		return Pattern.compile("-(.)").matcher(name).replaceAll((match) -> match.group(1).toUpperCase(Locale.ROOT));
	}

	@Test
	void theEdgesOfAllLimitsAreAccepted() {
		named()
			.withPropertyValues("actor.node.limits.frame=256MB", "actor.node.limits.message=1GB",
					"actor.node.limits.integer=1MB", "actor.node.limits.handshake-message=4KB",
					"actor.node.limits.handshake-time=60s", "actor.node.limits.strangers=1024",
					"actor.node.limits.strangers-per-address=64", "actor.node.limits.new-names=600",
					"actor.node.limits.known-peers=4096", "actor.node.limits.fragments=1024",
					"actor.node.limits.depth=10000")
			.run((context) -> assertThat(context.getBean(Node.class).isDistributed()).isTrue());
	}

	@Test
	void aCookieThatCanBeGuessedDoesForLoopbackOnly() {
		this.contexts.withPropertyValues("actor.node.cookie=secret")
			.run((context) -> assertThat(context).hasNotFailed());
		FailureAnalysis analysis = Explanation
			.of(failure("actor.node.cookie=secret", "actor.node.address=0.0.0.0", "actor.node.insecure=true"));
		assertThat(analysis.getDescription()).contains("cookie that can be guessed").doesNotContain("secret");
		assertThat(analysis.getAction()).contains("'actor.node.allow-weak-cookie'");
		this.contexts
			.withPropertyValues("actor.node.cookie=secret", "actor.node.address=0.0.0.0", "actor.node.insecure=true",
					"actor.node.allow-weak-cookie=true")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private Throwable failure(String... properties) {
		Throwable[] failure = new Throwable[1];
		this.contexts.withPropertyValues(properties).run((context) -> {
			failure[0] = context.getStartupFailure();
			while (failure[0] != null && !(failure[0] instanceof NodeStartException)) {
				failure[0] = failure[0].getCause();
			}
		});
		assertThat(failure[0]).isNotNull();
		return failure[0];
	}

	@Test
	void theCookieMayStandInAFileOfItsOwner(@TempDir Path folder) throws Exception {
		Path file = Files.createFile(folder.resolve("cookie"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(file, "cookie-in-a-file-of-its-own\n");
		this.contexts.withPropertyValues("actor.node.cookie-file=" + file)
			.run((context) -> assertThat(context.getBean(Node.class).isDistributed()).isTrue());
		Explanation.assertFails(
				this.contexts.withPropertyValues("actor.node.cookie-file=" + file, "actor.node.cookie=another"),
				"Both 'actor.node.cookie' and 'actor.node.cookie-file' are set.", "Remove one");

		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
		Explanation.assertFails(this.contexts.withPropertyValues("actor.node.cookie-file=" + file),
				"accessible by its owner only", "chmod 600");
	}

}
