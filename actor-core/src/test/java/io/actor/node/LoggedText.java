package io.actor.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Everything a logger and those below it say while a test runs, at any level. */
final class LoggedText extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Logger logger;

	private final Level level;

	private final boolean additive;

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private final List<String> everything = new CopyOnWriteArrayList<>();

	LoggedText(String logger) {
		this.logger = (Logger) LoggerFactory.getLogger(logger);
		this.level = this.logger.getLevel();
		this.additive = this.logger.isAdditive();
		this.logger.setLevel(Level.TRACE);
		this.logger.setAdditive(false);
		this.logger.addAppender(this);
		start();
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.messages.add(event.getFormattedMessage());
		this.everything.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " "
				+ ((event.getThrowableProxy() != null) ? ThrowableProxyUtil.asString(event.getThrowableProxy()) : ""));
	}

	/** The lines without their stack traces. */
	List<String> messages() {
		return List.copyOf(this.messages);
	}

	/** With stack traces and values. */
	List<String> everything() {
		return List.copyOf(this.everything);
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		this.logger.setLevel(this.level);
		this.logger.setAdditive(this.additive);
	}

}
