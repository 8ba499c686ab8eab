package io.actor.spring.actuate;

import java.util.ArrayList;
import java.util.List;

import io.actor.node.Node;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/** An application that says nothing about nodes and endpoints opens nothing. */
@Tag("security")
@SpringBootTest
@AutoConfigureMockMvc
class DefaultExposureTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private Node node;

	@Autowired
	private WebEndpointsSupplier endpoints;

	@Test
	void noPortIsOpenForOtherNodes() {
		assertThat(this.node.isDistributed()).isFalse();
		assertThat(this.node.port()).isEmpty();
	}

	@Test
	void onlyHealthIsExposedAndItTellsNoDetails() throws Exception {
		List<String> links = new ArrayList<>();
		JsonNode index = JsonMapper.shared()
			.readTree(this.mvc.get().uri("/actuator").exchange().getResponse().getContentAsString());
		index.path("_links").propertyNames().forEach(links::add);

		assertThat(links).containsOnly("self", "health", "health-path");
		assertThat(this.endpoints.getEndpoints()).extracting(ExposableWebEndpoint::getEndpointId)
			.extracting(Object::toString)
			.containsOnly("health");
		assertThat(this.mvc.get().uri("/actuator/health").exchange().getResponse().getContentAsString())
			.doesNotContain("peers", "node", "processes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "processes", "nodes", "processes/application" })
	void ourEndpointsAreNotThere(String path) {
		assertThat(this.mvc.get().uri("/actuator/" + path)).hasStatus(404);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
