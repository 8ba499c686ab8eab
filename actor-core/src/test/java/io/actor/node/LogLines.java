package io.actor.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.actor.fixture.TestScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is logged about connections while a test runs, and by what it has started. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.actor.node.connections");

	private final @Nullable Class<?> scope = TestScope.current();

	private final List<String> lines = new CopyOnWriteArrayList<>();

	LogLines() {
		this.logger.setLevel(Level.WARN);
		this.logger.setAdditive(false);
		this.logger.addAppender(this);
		start();
	}

	@Override
	protected void append(ILoggingEvent event) {
		if (TestScope.current() == this.scope) {
			this.lines.add(event.getFormattedMessage());
		}
	}

	List<String> lines() {
		return List.copyOf(this.lines);
	}

	/** Lines about strangers and about peers that broke the protocol. */
	List<String> refused() {
		return this.lines.stream()
			.filter((line) -> line.contains("refused") || line.contains("protocol error"))
			.toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		this.logger.setAdditive(true);
		this.logger.setLevel(null);
	}

}
