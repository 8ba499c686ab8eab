package io.actor.fuzz;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.actor.wire.transport.CloseReason;
import io.actor.wire.transport.Connection;
import io.actor.wire.transport.ConnectionHandler;
import io.actor.wire.transport.Listener;
import io.actor.wire.transport.Transport;

/**
 * A network without one: bytes are handed to the node by the thread that has them, and
 * nobody else can be reached: what the node calls is silent until {@link #refuse()}.
 * Stands for whatever methods a transport and its connections have: what is not known
 * here has the result of nothing.
 */
final class MemoryNetwork {

	private final BlockingQueue<ConnectionHandler> calls = new LinkedBlockingQueue<>();

	private volatile Transport.Acceptor acceptor;

	Transport transport() {
		return proxy(Transport.class, (proxy, method, arguments) -> switch (method.getName()) {
			case "listen" -> {
				this.acceptor = (Transport.Acceptor) arguments[2];
				yield proxy(Listener.class, (_, asked, _) -> asked.getName().equals("port") ? 4370 : null);
			}
			case "connect" -> {
				this.calls.add((ConnectionHandler) arguments[3]);
				yield null;
			}
			default -> nothing(proxy, method, arguments);
		});
	}

	/** Opens a connection to the node. */
	Wire open(String host) {
		SocketAddress from = InetSocketAddress.createUnresolved(host, 1);
		return new Wire(this.acceptor.accept(from));
	}

	/** Tells the node of each call it waits for that nobody is there. */
	void refuse() {
		List<ConnectionHandler> waiting = new ArrayList<>();
		this.calls.drainTo(waiting);
		waiting.forEach((call) -> call.closed(new CloseReason(CloseReason.Kind.REFUSED, "nobody is there")));
	}

	/** Whether the node waits for somebody to answer. */
	boolean isCalling() {
		return !this.calls.isEmpty();
	}

	/** One connection, with what the node has written into it. */
	static final class Wire implements AutoCloseable {

		private final ConnectionHandler handler;

		private final ByteArrayOutputStream written = new ByteArrayOutputStream();

		private volatile boolean closed;

		private Wire(ConnectionHandler handler) {
			this.handler = handler;
			handler.opened(proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
				case "write" -> (arguments.length == 1 && arguments[0] instanceof ByteBuffer bytes) ? written(bytes)
						: InvocationHandler.invokeDefault(proxy, method, arguments);
				case "close", "abort" -> {
					this.closed = true;
					yield null;
				}
				case "isWritable" -> true;
				default -> nothing(proxy, method, arguments);
			}));
		}

		private Object written(ByteBuffer bytes) {
			byte[] copy = new byte[bytes.remaining()];
			bytes.duplicate().get(copy);
			synchronized (this.written) {
				this.written.writeBytes(copy);
			}
			return null;
		}

		/** Hands bytes to the node, unless it has closed. */
		void say(byte[] bytes) {
			if (!this.closed) {
				this.handler.bytes(ByteBuffer.wrap(bytes));
			}
		}

		/** What the node has written since it was last asked. */
		byte[] heard() {
			synchronized (this.written) {
				byte[] bytes = this.written.toByteArray();
				this.written.reset();
				return bytes;
			}
		}

		boolean isClosed() {
			return this.closed;
		}

		/** The other side hangs up. */
		@Override
		public void close() {
			this.closed = true;
			this.handler.closed(new CloseReason(CloseReason.Kind.REMOTE, ""));
		}

	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	private static Object nothing(Object proxy, Method method, Object[] arguments) throws Throwable {
		if (method.isDefault()) {
			return InvocationHandler.invokeDefault(proxy, method, arguments);
		}
		if (method.getName().equals("hashCode")) {
			return System.identityHashCode(proxy);
		}
		if (method.getName().equals("equals")) {
			return proxy == arguments[0];
		}
		Class<?> result = method.getReturnType();
		if (result == boolean.class) {
			return false;
		}
		if (result == long.class) {
			return 0L;
		}
		return (result == int.class) ? (Object) 0 : null;
	}

}
