package io.actor.spring.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.actor.node.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What docs/tls.md tells to type, typed. Alone, for it looks at all that is printed. */
@Isolated
@ExtendWith(OutputCaptureExtension.class)
class TlsPageTests {

	private static final Path PAGE = Path.of("..", "docs", "tls.md");

	private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

	@TempDir
	private Path directory;

	@Test
	void theCommandsMakeCertificatesWithWhichTheConfigurationStarts(CapturedOutput output) throws Exception {
		String page = Files.readString(PAGE);
		assumeTrue(run("openssl version"), "openssl is not installed");

		assertThat(run(commands(page))).isTrue();

		PropertySource<?> configuration = configuration(page);
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ActorAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addLast(configuration))
			.withPropertyValues("ACTOR_COOKIE=W7pXqGm2zrVtKc9LhYdNe4Ub", "actor.node.port=0", "actor.node.epmd=none",
					"actor.node.peers=")
			.run((context) -> {
				assertThat(context.getBean(Node.class).name()).isEqualTo("chat@chat1.example.org");
				assertThat(context.getBean(Node.class).port()).isPresent();
			});
		assertThat(output).doesNotContain("will refuse").contains("Node chat@chat1.example.org listens on");
	}

	/** The indented lines of the section on certificates. */
	private static String commands(String page) {
		String section = page.substring(page.indexOf("## Certificates"), page.indexOf("## Spring Boot"));
		return section.lines().filter((line) -> line.startsWith("    ")).collect(Collectors.joining("\n"));
	}

	private boolean run(String script) throws IOException, InterruptedException {
		return new ProcessBuilder("sh", "-e", "-c", script).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("output").toFile())
			.start()
			.waitFor() == 0;
	}

	private PropertySource<?> configuration(String page) throws IOException {
		Matcher yaml = YAML.matcher(page);
		assertThat(yaml.find()).isTrue();
		String text = yaml.group(1).replace("/etc/chat", this.directory.toString());
		return new YamlPropertySourceLoader().load("page", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
			.getFirst();
	}

}
