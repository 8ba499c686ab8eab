package io.actor.sample.chat.http;

import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.sample.chat.http.SessionCommand.Closed;
import io.actor.sample.chat.http.SessionCommand.Received;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Restart;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** The door: every socket gets a session, and the session gets what comes in. */
class ChatSocket extends TextWebSocketHandler {

	static final String SESSIONS = "sessions";

	private static final String SESSION = "session";

	/** A line of the longest text, every character escaped. */
	private static final int LARGEST = 16 * 1024;

	private final Node node;

	private final SessionContext context;

	private final JsonMapper json;

	ChatSocket(Node node, SessionContext context, JsonMapper json) {
		this.node = node;
		this.context = context;
		this.json = json;
	}

	/** Sessions are not restarted: with its socket a session has lost its purpose. */
	@Override
	public void afterConnectionEstablished(WebSocketSession socket) throws Exception {
		socket.setTextMessageSizeLimit(LARGEST);
		Page page = new WebSocketPage(socket, this.json);
		ChildSpec session = ChildSpec.worker("session-" + socket.getId(), () -> new Session(page, this.context),
				StartOptions.DEFAULT);
		ChildResult result = this.node.supervisor(SESSIONS).startChild(session.restart(Restart.TEMPORARY));
		if (result instanceof ChildResult.Started(var pid)) {
			socket.getAttributes().put(SESSION, this.node.server(pid));
		}
		else {
			socket.close(CloseStatus.SERVICE_OVERLOAD);
		}
	}

	@Override
	protected void handleTextMessage(WebSocketSession socket, TextMessage message) throws Exception {
		try {
			FromPage received = this.json.readValue(message.getPayload(), FromPage.class);
			if (socket.getAttributes().get(SESSION) instanceof ServerRef session) {
				session.cast(new Received(received));
			}
		}
		catch (JacksonException ex) {
			socket.close(CloseStatus.BAD_DATA);
		}
	}

	@Override
	public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
		if (socket.getAttributes().get(SESSION) instanceof ServerRef session) {
			session.cast(new Closed());
		}
	}

}
