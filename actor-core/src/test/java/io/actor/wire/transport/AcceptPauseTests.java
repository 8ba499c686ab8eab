package io.actor.wire.transport;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.actor.fixture.LogEvents;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What a listener does that has no descriptors left to accept with. */
class AcceptPauseTests {

	private static final IOException NONE_LEFT = new IOException("Too many open files");

	@RegisterExtension
	final LogEvents log = new LogEvents("io.actor.node.listener");

	private final EmbeddedChannel listener = new EmbeddedChannel(new AcceptPause());

	@Test
	void itPausesAndAcceptsAgainAfterASecond() {
		this.listener.freezeTime();
		this.listener.pipeline().fireExceptionCaught(NONE_LEFT);
		this.listener.pipeline().fireExceptionCaught(NONE_LEFT);
		assertThat(this.listener.config().isAutoRead()).isFalse();

		this.listener.advanceTimeBy(AcceptPause.PAUSE - 1, TimeUnit.MILLISECONDS);
		this.listener.runScheduledPendingTasks();
		assertThat(this.listener.config().isAutoRead()).isFalse();

		this.listener.advanceTimeBy(1, TimeUnit.MILLISECONDS);
		this.listener.runScheduledPendingTasks();
		assertThat(this.listener.config().isAutoRead()).isTrue();
	}

	@Test
	void itIsSaidOnceUntilSomethingIsAcceptedAndNobodyElseHearsOfIt() {
		this.listener.pipeline().fireExceptionCaught(NONE_LEFT);
		this.listener.pipeline().fireExceptionCaught(NONE_LEFT);
		assertThat(this.log.at(Level.WARN)).singleElement().asString().contains("Too many open files");

		this.listener.writeInbound("a connection");
		this.listener.pipeline().fireExceptionCaught(NONE_LEFT);
		assertThat(this.log.at(Level.WARN)).hasSize(2);
		assertThat(this.listener.<Object>readInbound()).isEqualTo("a connection");
		assertThatCode(this.listener::checkException).doesNotThrowAnyException();
		assertThat(this.listener.isOpen()).isTrue();
	}

	/** Called without its pipeline, which would keep the failure from the thread here. */
	@Test
	void aLogThatCannotOpenWhatItNeedsEndsNothing() {
		Appender<ILoggingEvent> broken = new AppenderBase<>() {

			@Override
			protected void append(ILoggingEvent event) {
				throw new NoClassDefFoundError("no descriptors left");
			}

		};
		broken.start();
		Logger logger = (Logger) LoggerFactory.getLogger("io.actor.node.listener");
		logger.addAppender(broken);
		try {
			ChannelHandlerContext context = this.listener.pipeline().firstContext();
			assertThatCode(() -> new AcceptPause().exceptionCaught(context, NONE_LEFT)).doesNotThrowAnyException();
		}
		finally {
			logger.detachAppender(broken);
		}
		assertThat(this.listener.config().isAutoRead()).isFalse();
	}

}
