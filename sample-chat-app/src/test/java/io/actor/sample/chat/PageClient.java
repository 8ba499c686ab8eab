package io.actor.sample.chat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the page does, without a page: a WebSocket and JSON. */
final class PageClient implements AutoCloseable, WebSocket.Listener {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newHttpClient();

	private final List<JsonNode> got = new CopyOnWriteArrayList<>();

	private final StringBuilder partial = new StringBuilder();

	private final WebSocket socket;

	PageClient(int port, String nick) {
		this.socket = this.http.newWebSocketBuilder()
			.buildAsync(URI.create("ws://localhost:" + port + "/chat"), this)
			.join();
		send("{\"type\":\"hello\",\"nick\":\"" + nick + "\",\"room\":\"lobby\"}");
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
		this.partial.append(data);
		if (last) {
			this.got.add(JSON.readTree(this.partial.toString()));
			this.partial.setLength(0);
		}
		from.request(1);
		return null;
	}

	void send(String json) {
		this.socket.sendText(json, true).join();
	}

	UUID say(String text) {
		UUID id = UUID.randomUUID();
		say(id, text);
		return id;
	}

	void say(UUID id, String text) {
		send("{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}");
	}

	List<JsonNode> got(String type) {
		return this.got.stream().filter((message) -> message.get("type").asString().equals(type)).toList();
	}

	/** The last message of this type; a missing node if there is none. */
	JsonNode last(String type) {
		List<JsonNode> all = got(type);
		return all.isEmpty() ? JSON.missingNode() : all.getLast();
	}

	List<String> heard() {
		return got("heard").stream().map((message) -> message.get("line").get("text").asString()).toList();
	}

	List<String> people() {
		return this.got.stream()
			.filter((message) -> message.has("people"))
			.reduce(JSON.missingNode(), (before, after) -> after)
			.path("people")
			.valueStream()
			.map((person) -> person.get("nick").asString())
			.toList();
	}

	@Override
	public void close() {
		this.socket.abort();
		this.http.close();
	}

}
