package io.actor.sample.chat.http;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** A page behind a WebSocket. Only its session writes to it. */
record WebSocketPage(WebSocketSession socket, JsonMapper json) implements Page {

	private static final Logger logger = LoggerFactory.getLogger(WebSocketPage.class);

	@Override
	public void send(ToPage message) throws IOException {
		try {
			this.socket.sendMessage(new TextMessage(this.json.writeValueAsString(message)));
		}
		catch (IllegalStateException ex) {
			throw new IOException("The socket is closed", ex);
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			logger.debug("A socket that is gone cannot be closed: {}", ex.getMessage());
		}
	}

}
