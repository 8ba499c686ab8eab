package io.actor.wire.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.actor.fixture.Authority;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.AfterEach;

/** Two ends of ours, and what else is needed to see them speak TLS. */
abstract class TlsEnds {

	static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

	static final Duration PATIENCE = Duration.ofSeconds(7);

	static final String HOST = "127.0.0.1";

	static final Authority AUTHORITY = Authority.named("authority of the tests");

	static final Authority OTHER = Authority.named("another authority");

	static final TlsMaterial GOOD = AUTHORITY.material(HOST, "localhost");

	final NettyTransport transport = new NettyTransport(
			new TransportOptions(1, 1024 * 1024, 512 * 1024, Duration.ofSeconds(2)));

	final Recorder server = new Recorder();

	final Recorder client = new Recorder();

	@AfterEach
	void close() {
		this.transport.close();
	}

	int listen(TlsMaterial material) throws IOException {
		return listen(material, PATIENCE);
	}

	int listen(TlsMaterial material, Duration patience) throws IOException {
		return this.transport.secured(() -> material, patience).listen(LOOPBACK, 0, (_) -> this.server).port();
	}

	void connect(int port, TlsMaterial material, String host) {
		this.transport.secured(() -> material, PATIENCE).connect(host, port, PATIENCE, this.client);
	}

	void connect(TlsMaterial one, TlsMaterial other) throws IOException {
		connect(listen(other), one, HOST);
		this.client.awaitOpen();
		this.server.awaitOpen();
	}

	SSLSocket socket(int port, String protocol, X509Bundle certificate) throws Exception {
		return socket(context(certificate), port, protocol);
	}

	static SSLContext context(X509Bundle certificate) throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init((certificate != null) ? Authority.keys(certificate).getKeyManagers() : new KeyManager[0],
				AUTHORITY.trust().getTrustManagers(), new SecureRandom());
		return context;
	}

	static SSLSocket socket(SSLContext context, int port, String protocol) throws IOException {
		SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(LOOPBACK, port);
		socket.setEnabledProtocols(new String[] { protocol });
		socket.setSoTimeout(10_000);
		return socket;
	}

	/** Whether the other side closes, whatever it says before. */
	static boolean closed(Socket socket) throws IOException {
		socket.setSoTimeout(10_000);
		InputStream in = socket.getInputStream();
		try {
			return in.readAllBytes() != null;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

}
