package io.actor.wire.transport;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;

import io.actor.wire.transport.CloseReason.Kind;
import io.netty.channel.Channel;

/** First TLS itself, then the gate before the connection. */
final class TlsSetup implements ChannelSetup {

	private final Supplier<TlsMaterial> material;

	private final Duration patience;

	private final TransportOptions options;

	TlsSetup(Supplier<TlsMaterial> material, Duration patience, TransportOptions options) {
		this.material = material;
		this.patience = patience;
		this.options = options;
	}

	@Override
	public void accepted(Channel channel, ConnectionHandler handler) {
		if (!handler.isWanted()) {
			refuse(channel, handler, new CloseReason(Kind.LOCAL, ""));
			return;
		}
		SSLEngine engine;
		try {
			engine = TlsEngines.server(this.material.get());
		}
		catch (RuntimeException ex) {
			refuse(channel, handler, new CloseReason(Kind.TLS, String.valueOf(ex.getMessage())));
			return;
		}
		attach(channel, handler, engine, this.patience);
	}

	private static void refuse(Channel channel, ConnectionHandler handler, CloseReason why) {
		channel.close();
		handler.closed(why);
	}

	@Override
	public Consumer<Channel> calling(String host, Duration timeout, ConnectionHandler handler) {
		SSLEngine engine = TlsEngines.client(this.material.get(), handler.expectedHost().orElse(host));
		return (channel) -> attach(channel, handler, engine, timeout);
	}

	private void attach(Channel channel, ConnectionHandler handler, SSLEngine engine, Duration timeout) {
		TlsHandler tls = new TlsHandler(engine, timeout, this.options.closePatience());
		channel.pipeline().addLast(tls, new TlsGate(tls, handler, this.options));
	}

}
