package io.actor.spring.actuate;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import io.actor.gen.ServerRef;
import io.actor.node.Node;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.client.ActorTemplate;
import io.actor.spring.server.GenServers;
import io.actor.spring.server.SupervisorSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(properties = { "management.endpoints.web.exposure.include=*", "actor.rpc.allow=erlang:node/0",
		"management.endpoint.health.show-details=always", "actor.supervisors.chat.strategy=rest_for_one",
		"actor.supervisors.chat.intensity=1000" })
@AutoConfigureMockMvc
class EndpointTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private ActorTemplate actors;

	@Autowired
	private GenServers servers;

	@Autowired
	private Node node;

	private final CompletableFuture<String> stuck = new CompletableFuture<>();

	@AfterEach
	void release() {
		this.stuck.complete("done");
	}

	@Test
	void theTreeHasSupervisorsAndServers() {
		MvcTestResult tree = this.mvc.get().uri("/actuator/processes").exchange();

		assertThat(tree).hasStatusOk();
		assertThat(tree).bodyJson().extractingPath("$.node").isEqualTo("nonode@nohost");
		assertThat(tree).bodyJson().extractingPath("$.truncated").isEqualTo(false);
		assertThat(tree).bodyJson().extractingPath("$.root.pid").isEqualTo("<0.1.0>");
		assertThat(tree).bodyJson().extractingPath("$.root.strategy").isEqualTo("one_for_one");
		assertThat(tree).bodyJson().extractingPath("$.root.children[*].name").asArray().contains("chat", "pool");
		String chat = "$.root.children[?(@.name == 'chat')]";
		assertThat(tree).bodyJson().extractingPath(chat + ".strategy").asArray().containsExactly("rest_for_one");
		assertThat(tree).bodyJson().extractingPath(chat + ".children[0].name").asArray().containsExactly("rooms");
		assertThat(tree).bodyJson().extractingPath(chat + ".children[0].kind").asArray().containsExactly("server");
		assertThat(tree).bodyJson()
			.extractingPath(chat + ".children[0].type")
			.asArray()
			.containsExactly(RoomServer.class.getName());
		assertThat(tree).bodyJson().extractingPath(chat + ".children[0].mailbox").asArray().containsExactly(0);
	}

	@Test
	void aLargeTreeIsCutOff() {
		this.servers.start(Worker.class);
		this.servers.start(Worker.class);

		MvcTestResult tree = this.mvc.get().uri("/actuator/processes?limit=3").exchange();

		assertThat(tree).bodyJson().extractingPath("$.truncated").isEqualTo(true);
		assertThat(tree).bodyJson().extractingPath("$..pid").asArray().hasSize(3);
	}

	@Test
	void aProcessIsFoundByNameAndByPid() {
		String pid = this.node.whereis("rooms").orElseThrow().toLocalString();
		String plain = pid.substring(1, pid.length() - 1);

		for (String path : new String[] { "rooms", plain, "%3C" + plain + "%3E" }) {
			assertThat(this.mvc.get().uri(URI.create("/actuator/processes/" + path))).hasStatusOk()
				.bodyJson()
				.isLenientlyEqualTo("""
						{"pid": "%s", "names": ["rooms"], "kind": "server", "mailbox": 0, "trapExit": false,
						 "type": "io.actor.spring.actuate.EndpointTests$RoomServer", "restart": "permanent"}"""
					.formatted(pid));
		}
	}

	@Test
	void anUnknownProcessIsNotFound() {
		assertThat(this.mvc.get().uri("/actuator/processes/nobody")).hasStatus(404);
		assertThat(this.mvc.get().uri("/actuator/processes/0.99999.0")).hasStatus(404);
		assertThat(this.mvc.get().uri("/actuator/processes/0.9999999999.0")).hasStatus(404);
	}

	@Test
	void theLastCrashOfAProcessIsTold() {
		ServerRef rooms = this.actors.server("rooms");
		var before = rooms.pid().orElseThrow();
		rooms.cast(new Fail("as asked"));
		await().until(() -> rooms.pid().filter((pid) -> !pid.equals(before)).isPresent());

		assertThat(this.mvc.get().uri("/actuator/processes/rooms")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("$.lastCrash.reason",
					(value) -> value.assertThat().asString().contains("IllegalStateException: as asked"))
			.hasPathSatisfying("$.lastCrash.at", (value) -> value.assertThat().isNotNull())
			.hasPathSatisfying("$.lastCrash.location",
					(value) -> value.assertThat().asString().contains("RoomServer.fail"));
	}

	@Test
	void aStuckProcessIsShownAndHoldsNobodyUp() {
		ServerRef worker = this.servers.startNamed("stuck", Worker.class);
		worker.cast(new Block(this.stuck));
		worker.cast(new Block(this.stuck));
		await().until(() -> this.node.processes().info(worker.pid().orElseThrow()).orElseThrow().mailbox() == 1);

		assertThat(this.mvc.get().uri("/actuator/processes/stuck")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("$.mailbox", (value) -> value.assertThat().isEqualTo(1));
		assertThat(this.mvc.get().uri("/actuator/processes")).hasStatusOk();
	}

	@Test
	void theNodeIsShown() {
		assertThat(this.mvc.get().uri("/actuator/nodes")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo(
					"""
							{"node": "nonode@nohost", "state": "up", "visible": [], "hidden": [], "expected": [], "problems": {}, "lost": [],
							 "portMapper": "unused", "discovery": [], "functions": ["erlang:node/0"]}""");
	}

	@Test
	void healthTellsOfTheNode() {
		assertThat(this.mvc.get().uri("/actuator/health")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{"components": {"actor": {"status": "UP", "details": {"node": "nonode@nohost", "state": "up",
				 "peers": {"connected": 0, "expected": [], "missing": []}}}}}""");
	}

	@Test
	void metersAreShown() {
		assertThat(this.mvc.get().uri("/actuator/metrics/actor.processes")).hasStatusOk();
		assertThat(this.mvc.get().uri("/actuator/metrics/actor.messages.dropped?tag=reason:no_process")).hasStatusOk();
	}

	@Test
	void theTreeCannotBeChanged() {
		assertThat(this.mvc.delete().uri("/actuator/processes/rooms")).hasStatus(405);
	}

	record Ask() {
	}

	record Fail(String why) {
	}

	record Block(CompletableFuture<String> until) {
	}

	@GenServer(name = "rooms", supervisor = "chat")
	static class RoomServer {

		@HandleCall
		String ask(Ask request) {
			return "yes";
		}

		@HandleCast
		void fail(Fail message) {
			throw new IllegalStateException(message.why());
		}

	}

	@GenServer(supervisor = "pool")
	static class Worker {

		@HandleCast
		void block(Block message) {
			message.until().join();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ RoomServer.class, Worker.class })
	static class Chat {

		@Bean
		SupervisorSpec pool() {
			return SupervisorSpec.dynamic("pool");
		}

	}

}
