package io.actor.node;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.actor.jackson.TermMapper;
import io.actor.process.ProcessLimits;
import io.actor.rpc.RemoteFunctions;
import io.actor.scheduler.SchedulerOptions;
import io.actor.wire.distribution.TickRate;
import io.actor.wire.distribution.TickTimer;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.LengthPrefix;
import io.actor.wire.transport.TlsMaterial;

import org.jspecify.annotations.Nullable;

/**
 * All settings of a node; what each means is told at the method of {@link NodeConfig}
 * that changes it. Changed only while it is copied.
 */
final class NodeSettings implements Cloneable {

	@Nullable String name;

	@Nullable Cookie cookie;

	Map<String, Cookie> cookies = Map.of();

	Set<String> allowedNodes = Set.of();

	boolean autoConnect = true;

	boolean connectAll = true;

	@Nullable InetAddress address;

	int port = NodeConfig.DEFAULT_PORT;

	int lastPort = NodeConfig.DEFAULT_PORT;

	List<PeerAddress> peers = List.of();

	boolean visible;

	EpmdMode epmd = EpmdMode.AUTO;

	@Nullable Integer epmdPort;

	@Nullable NodeResolver resolver;

	List<PeerDiscovery> discovery = List.of();

	Duration discoveryInterval = Duration.ofSeconds(10);

	boolean insecure;

	@Nullable Supplier<TlsMaterial> tls;

	Duration netTickTime = TickTimer.DEFAULT_TICK_TIME;

	RemoteFunctions functions = RemoteFunctions.NONE;

	List<String> allowed = List.of();

	BufferMarks buffer = BufferMarks.DEFAULT;

	int netTickIntensity = TickRate.DEFAULT_INTENSITY;

	SchedulerOptions scheduling = SchedulerOptions.defaults();

	ProcessLimits limits = ProcessLimits.DEFAULT;

	PeerLimits peerLimits = PeerLimits.DEFAULT;

	boolean allowWeakCookie;

	@Nullable TermMapper mapper;

	NodeConfig.Seams seams = NodeConfig.Seams.production();

	NodeSettings with(Consumer<NodeSettings> change) {
		try {
			NodeSettings copy = (NodeSettings) clone();
			change.accept(copy);
			return copy;
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Nullable String name() {
		return this.name;
	}

	@Nullable Cookie cookie() {
		return this.cookie;
	}

	Map<String, Cookie> cookies() {
		return this.cookies;
	}

	Set<String> allowedNodes() {
		return this.allowedNodes;
	}

	boolean autoConnect() {
		return this.autoConnect;
	}

	boolean connectAll() {
		return this.connectAll;
	}

	@Nullable InetAddress address() {
		return this.address;
	}

	int port() {
		return this.port;
	}

	int lastPort() {
		return this.lastPort;
	}

	List<PeerAddress> peers() {
		return this.peers;
	}

	boolean visible() {
		return this.visible;
	}

	EpmdMode epmd() {
		return this.epmd;
	}

	@Nullable Integer epmdPort() {
		return this.epmdPort;
	}

	@Nullable NodeResolver resolver() {
		return this.resolver;
	}

	List<PeerDiscovery> discovery() {
		return this.discovery;
	}

	Duration discoveryInterval() {
		return this.discoveryInterval;
	}

	boolean insecure() {
		return this.insecure;
	}

	@Nullable Supplier<TlsMaterial> tls() {
		return this.tls;
	}

	/** Over TLS the messages of a handshake have lengths as frames have them. */
	LengthPrefix prefix() {
		return (this.tls != null) ? LengthPrefix.U32 : LengthPrefix.U16;
	}

	Duration netTickTime() {
		return this.netTickTime;
	}

	RemoteFunctions functions() {
		return this.functions;
	}

	List<String> allowed() {
		return this.allowed;
	}

	BufferMarks buffer() {
		return this.buffer;
	}

	int netTickIntensity() {
		return this.netTickIntensity;
	}

	SchedulerOptions scheduling() {
		return this.scheduling;
	}

	ProcessLimits limits() {
		return this.limits;
	}

	PeerLimits peerLimits() {
		return this.peerLimits;
	}

	boolean allowWeakCookie() {
		return this.allowWeakCookie;
	}

	TermMapper mapper() {
		TermMapper given = this.mapper;
		return (given != null) ? given : new TermMapper();
	}

	NodeConfig.Seams seams() {
		return this.seams;
	}

}
