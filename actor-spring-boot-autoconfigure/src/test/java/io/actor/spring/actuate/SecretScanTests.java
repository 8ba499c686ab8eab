package io.actor.spring.actuate;

import java.util.ArrayList;
import java.util.List;

import io.actor.node.Node;
import io.actor.spring.client.ActorTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With everything exposed and all values shown, the planted cookie is nowhere. Alone, for
 * it looks at all that is printed and changes levels of loggers.
 */
@Tag("security")
@Isolated
@SpringBootTest(
		properties = { "management.endpoints.web.exposure.include=*", "management.endpoint.env.show-values=always",
				"management.endpoint.configprops.show-values=always", "management.endpoint.health.show-details=always",
				"management.endpoint.heapdump.access=unrestricted", "actor.node.name=scan@localhost",
				"actor.node.port=0", "actor.node.epmd=none", "a.variable=planted-secret-Xq7-nowhere-to-be-seen",
				"actor.node.cookie=${a.variable}", "another.variable=planted-secret-Xq7-of-one-peer",
				"actor.node.cookies[peer@localhost]=${another.variable}", "logging.level.io.actor=trace" })
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class SecretScanTests {

	private static final String PLANTED = "planted-secret-Xq7";

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private Node node;

	@Autowired
	private ActorTemplate actors;

	@Test
	void noEndpointShowsTheCookie(CapturedOutput output) throws Exception {
		assertThat(this.node.isDistributed()).isTrue();
		assertThat(this.actors).isNotNull();
		List<String> looked = new ArrayList<>();
		for (JsonNode link : JsonMapper.shared().readTree(body("/actuator")).path("_links")) {
			String path = link.path("href").asString().replaceFirst("https?://[^/]+", "");
			if (!link.path("templated").asBoolean() && !path.endsWith("heapdump")) {
				looked.add(path);
				assertThat(body(path)).as(path).doesNotContain(PLANTED);
			}
		}
		assertThat(looked).contains("/actuator/env", "/actuator/configprops", "/actuator/beans", "/actuator/nodes",
				"/actuator/processes", "/actuator/health");
		for (String property : List.of("actor.node.cookie", "a.variable", "another.variable")) {
			assertThat(body("/actuator/env/" + property)).contains("******").doesNotContain(PLANTED);
		}
		assertThat(output.getAll()).contains("The endpoint 'heapdump' is available").doesNotContain(PLANTED);
	}

	private String body(String path) throws Exception {
		MvcTestResult result = this.mvc.get().uri(path).exchange();
		return result.getResponse().getContentAsString();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
