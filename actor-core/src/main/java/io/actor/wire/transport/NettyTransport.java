package io.actor.wire.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.actor.wire.transport.CloseReason.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;

/**
 * TCP by Netty, plain or with TLS: the production side of {@link Transport}. Its
 * event-loop threads, the readers of connections that are up, and virtual threads while a
 * host name is resolved or TLS computes, are the only threads it makes.
 */
public final class NettyTransport implements Transport {

	private final TransportOptions options;

	private final EventLoopGroup loops;

	private final ChannelGroup channels;

	private final StreamReaders readers;

	private final ChannelSetup setup;

	private final HostNames names;

	/** Finds the address of a host; may block. */
	@FunctionalInterface
	interface HostNames {

		InetAddress find(String host) throws UnknownHostException;

	}

	public NettyTransport() {
		this(TransportOptions.DEFAULT);
	}

	public NettyTransport(TransportOptions options) {
		this(options, InetAddress::getByName);
	}

	/** A transport that asks this for the address of a host, and not the JDK. */
	NettyTransport(TransportOptions options, HostNames names) {
		this(options, names, new StreamReaders(options.threads(), StreamReaders.PATIENCE));
	}

	/** A transport that reads with these, and closes them. */
	NettyTransport(TransportOptions options, StreamReaders readers) {
		this(options, InetAddress::getByName, readers);
	}

	private NettyTransport(TransportOptions options, HostNames names, StreamReaders readers) {
		this.names = names;
		this.options = options;
		this.loops = new MultiThreadIoEventLoopGroup(options.threads(), new DefaultThreadFactory("actor-io", true),
				NioIoHandler.newFactory());
		this.channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
		this.readers = readers;
		this.setup = ChannelSetup.plain(options, this.readers::next);
	}

	private NettyTransport(NettyTransport of, ChannelSetup setup) {
		this.names = of.names;
		this.options = of.options;
		this.loops = of.loops;
		this.channels = of.channels;
		this.readers = of.readers;
		this.setup = setup;
	}

	@Override
	public Transport secured(Supplier<TlsMaterial> material, Duration patience) {
		return new NettyTransport(this, new TlsSetup(material, patience, this.options));
	}

	@Override
	public Listener listen(InetAddress address, int port, Acceptor acceptor) throws IOException {
		ChannelFuture bound = new ServerBootstrap().group(this.loops)
			.channelFactory(OpenSocket.Server::new)
			.option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.SO_KEEPALIVE, true)
			.handler(new AcceptPause())
			.childHandler(new ChannelInitializer<SocketChannel>() {

				@Override
				protected void initChannel(SocketChannel channel) {
					NettyTransport.this.channels.add(channel);
					NettyTransport.this.setup.accepted(channel, acceptor.accept(channel.remoteAddress()));
				}

			})
			.bind(address, port)
			.awaitUninterruptibly();
		if (!bound.isSuccess()) {
			throw bindFailure(address, port, bound.cause());
		}
		this.channels.add(bound.channel());
		return new NettyListener(bound.channel());
	}

	@Override
	public void connect(String host, int port, Duration timeout, ConnectionHandler handler) {
		// Taken by who is first: a name server may be slower than anybody waits for.
		AtomicBoolean decided = new AtomicBoolean();
		Future<?> limit;
		try {
			limit = this.loops.next().schedule(() -> {
				if (decided.compareAndSet(false, true)) {
					handler.closed(new CloseReason(Kind.TIMEOUT, "resolving " + host));
				}
			}, timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			handler.closed(new CloseReason(Kind.REFUSED, "this side has closed"));
			return;
		}
		// The JDK resolves names by blocking, and the event loop serves all connections.
		Thread.ofVirtual().name("actor-resolve").start(() -> {
			long start = System.nanoTime();
			InetAddress address = null;
			try {
				address = this.names.find(host);
			}
			catch (UnknownHostException ex) {
				// Told below, if it is not too late.
			}
			if (!decided.compareAndSet(false, true)) {
				return;
			}
			limit.cancel(false);
			if (address == null) {
				failed(handler, Kind.UNKNOWN_HOST, host);
				return;
			}
			long left = timeout.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
			if (left <= 0) {
				failed(handler, Kind.TIMEOUT, "resolving " + host);
				return;
			}
			Consumer<Channel> channelSetup;
			try {
				channelSetup = this.setup.calling(host, Duration.ofMillis(left), handler);
			}
			catch (RuntimeException ex) {
				failed(handler, Kind.TLS, String.valueOf(ex.getMessage()));
				return;
			}
			connect(new InetSocketAddress(address, port), (int) Math.min(left, Integer.MAX_VALUE), handler,
					channelSetup);
		});
	}

	private void connect(InetSocketAddress remote, int timeoutMillis, ConnectionHandler handler,
			Consumer<Channel> channelSetup) {
		new Bootstrap().group(this.loops)
			.channelFactory(OpenSocket::new)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.SO_KEEPALIVE, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
			.handler(new ChannelInitializer<SocketChannel>() {

				@Override
				protected void initChannel(SocketChannel channel) {
					NettyTransport.this.channels.add(channel);
					channelSetup.accept(channel);
				}

			})
			.connect(remote)
			.addListener((ChannelFuture connected) -> {
				if (!connected.isSuccess()) {
					Throwable cause = connected.cause();
					Kind kind = (cause instanceof ConnectTimeoutException) ? Kind.TIMEOUT : Kind.REFUSED;
					handler.closed(new CloseReason(kind, String.valueOf(cause.getMessage())));
				}
			});
	}

	private void failed(ConnectionHandler handler, Kind kind, String detail) {
		this.loops.next().execute(() -> handler.closed(new CloseReason(kind, detail)));
	}

	private static IOException bindFailure(InetAddress address, int port, Throwable cause) {
		IOException failure;
		if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
			failure = new PortInUseException(address, port);
		}
		else {
			failure = new IOException("Cannot listen on port " + port + " of address " + address.getHostAddress());
		}
		failure.initCause(cause);
		return failure;
	}

	@Override
	public void close() {
		this.channels.close().awaitUninterruptibly();
		this.readers.close();
		this.loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
	}

	private record NettyListener(Channel channel) implements Listener {

		@Override
		public int port() {
			return ((InetSocketAddress) this.channel.localAddress()).getPort();
		}

		@Override
		public void close() {
			this.channel.close().awaitUninterruptibly();
		}

	}

}
