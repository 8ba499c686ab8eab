package io.actor.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Everything some loggers and those below them say while a test runs, at any level and
 * nowhere else. For classes alone in the JVM: it changes levels.
 */
final class LoggedText extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private record Before(Level level, boolean additive) {
	}

	private final Map<Logger, Before> loggers = new LinkedHashMap<>();

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private final List<String> everything = new CopyOnWriteArrayList<>();

	LoggedText(String... loggers) {
		start();
		for (String name : loggers) {
			Logger logger = (Logger) LoggerFactory.getLogger(name);
			this.loggers.put(logger, new Before(logger.getLevel(), logger.isAdditive()));
			logger.setLevel(Level.TRACE);
			logger.setAdditive(false);
			logger.addAppender(this);
		}
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
		this.loggers.forEach((logger, before) -> {
			logger.detachAppender(this);
			logger.setLevel(before.level());
			logger.setAdditive(before.additive());
		});
	}

}
