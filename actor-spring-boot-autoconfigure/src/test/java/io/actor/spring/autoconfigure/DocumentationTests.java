package io.actor.spring.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.actor.spring.metrics.ActorMeters;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What editors and the documentation say of the configuration. */
class DocumentationTests {

	private static final Path PAGE = Path.of("..", "docs", "spring.md");

	@Test
	void eachPropertyHasADescriptionAndIsOnThePage() throws Exception {
		String page = Files.readString(PAGE);

		assertThat(properties()).isNotEmpty().allSatisfy((property) -> {
			assertThat(property.path("description").asString()).as("description of %s", property).endsWith(".");
			assertThat(page).contains("`" + property.path("name").asString().replace("supervisors", "supervisors."));
		});
	}

	@Test
	void eachMeterIsOnThePage() throws Exception {
		String page = Files.readString(PAGE);

		assertThat(ActorMeters.values()).allSatisfy((meter) -> assertThat(page).contains("`" + meter.getName() + "`"));
	}

	/** Our own: other libraries have a file of this name too. */
	private static List<JsonNode> properties() throws Exception {
		Path classes = Path.of(ActorProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		JsonNode metadata = JsonMapper.shared()
			.readTree(Files.readString(classes.resolve("META-INF/spring-configuration-metadata.json")));
		List<JsonNode> own = new ArrayList<>();
		for (JsonNode property : metadata.path("properties")) {
			// The others are Spring Boot's, which each endpoint gets.
			if (property.path("name").asString().startsWith("actor.")) {
				own.add(property);
			}
		}
		return own;
	}

}
