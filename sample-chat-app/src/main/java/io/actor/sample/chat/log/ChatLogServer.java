package io.actor.sample.chat.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.actor.sample.chat.log.ChatLog.Recent;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events to the log of the application and keeps the last ones. */
@GenServer(name = ChatLogServer.NAME, supervisor = "log-service")
class ChatLogServer {

	static final String NAME = "chat-log";

	private static final int KEPT = 200;

	private static final Logger logger = LoggerFactory.getLogger("chat");

	private final Deque<ChatEvent> events = new ArrayDeque<>();

	@HandleCast
	void record(ChatEvent event) {
		logger.info("{}: {}", event.kind(), event.text());
		this.events.addFirst(event);
		if (this.events.size() > KEPT) {
			this.events.removeLast();
		}
	}

	@HandleCall
	List<ChatEvent> recent(Recent request) {
		return this.events.stream().limit(request.limit()).toList();
	}

}
