package io.actor.spring.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.actor.node.EpmdMode;
import io.actor.supervisor.Strategy;
import io.actor.wire.transport.ClientAuth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of processes, supervisors and the node.
 *
 * @param enabled Whether the node is configured and started.
 * @param defaultCallTimeout How long clients and ActorTemplate wait for the answer to a
 * call.
 * @param node Name of the node and its connections with others.
 * @param scheduler Scheduler of processes and their limits.
 * @param supervisors Supervisors by name.
 * @param rpc What other nodes may call.
 */
@ConfigurationProperties("actor")
@Validated
public record ActorProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("5s") @DurationUnit(ChronoUnit.MILLIS) Duration defaultCallTimeout,
		@DefaultValue @Valid Node node, @DefaultValue @Valid Scheduler scheduler,
		@DefaultValue Map<String, @Valid Supervisor> supervisors, @DefaultValue Rpc rpc) {

	/**
	 * The node.
	 *
	 * @param name Full name, as in chat@localhost. Without a name the node is on its own
	 * and opens no port.
	 * @param cookie Secret that all nodes of a cluster share.
	 * @param cookies Secrets shared with single nodes in place of that one, by full name.
	 * @param cookieFile File with the cookie, such as ~/.erlang.cookie, in the place of
	 * 'actor.node.cookie'. Only its owner may have access to it.
	 * @param allowWeakCookie Whether a cookie that can be guessed is accepted on an
	 * address that is not loopback.
	 * @param address Local address to listen on. Loopback unless set; another one needs
	 * 'actor.node.ssl.bundle', or 'actor.node.insecure'.
	 * @param port Port to listen on; 0 takes any free one.
	 * @param lastPort Last port to try if those from 'actor.node.port' on are taken. Only
	 * that one is tried unless set.
	 * @param peers Nodes to stay connected with, as name@host or name@host:port.
	 * @param allow Full names of the only nodes that may connect. Without any, all that
	 * know the cookie may.
	 * @param autoConnect Whether the first message to a node connects with it. If not,
	 * only peers and explicit connects do.
	 * @param visible Whether the node shows itself to the whole cluster. Erlang nodes
	 * leave a hidden one out of their mesh.
	 * @param connectAll Whether a visible node connects with all visible nodes its peers
	 * know.
	 * @param epmd Which port mapper of the host is used: the one that runs, or one the
	 * node carries if none does (auto); another's in any case (external); its own in any
	 * case (embedded); none (none).
	 * @param insecure Whether unencrypted connections are accepted on an address that is
	 * not loopback.
	 * @param ssl Encryption of its connections.
	 * @param netTickTime After how long a silent peer counts as down. Must be the same on
	 * all nodes.
	 * @param netTickIntensity Of how many parts the tick time consists. With more of them
	 * silence is measured more exactly, for more traffic.
	 * @param buffer How much may wait for a peer that does not take it.
	 * @param limits What strangers and other nodes may ask of this one.
	 * @param discovery More nodes to stay connected with, found while it runs.
	 */
	public record Node(@Nullable String name, @Nullable String cookie, @DefaultValue Map<String, String> cookies,
			@Nullable String cookieFile, @DefaultValue("false") boolean allowWeakCookie, @Nullable InetAddress address,
			@DefaultValue("4370") @Min(0) @Max(65535) int port, @Nullable @Min(1) @Max(65535) Integer lastPort,
			@DefaultValue List<String> peers, @DefaultValue List<String> allow,
			@DefaultValue("true") boolean autoConnect, @DefaultValue("false") boolean visible,
			@DefaultValue("true") boolean connectAll, @DefaultValue("auto") EpmdMode epmd,
			@DefaultValue("false") boolean insecure, @DefaultValue Ssl ssl,
			@DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS) Duration netTickTime,
			@DefaultValue("4") @Min(4) @Max(1000) int netTickIntensity, @DefaultValue Buffer buffer,
			@DefaultValue @Valid Limits limits, @DefaultValue @Valid Discovery discovery) {

		/** Without the cookies. */
		@Override
		public String toString() {
			return "Node[name=" + this.name + ", cookieFile=" + this.cookieFile + ", address=" + this.address
					+ ", port=" + this.port + ", lastPort=" + this.lastPort + ", peers=" + this.peers + ", allow="
					+ this.allow + ", autoConnect=" + this.autoConnect + ", connectAll=" + this.connectAll
					+ ", visible=" + this.visible + ", epmd=" + this.epmd + ", insecure=" + this.insecure + ", ssl="
					+ this.ssl + ", netTickTime=" + this.netTickTime + ", netTickIntensity=" + this.netTickIntensity
					+ ", buffer=" + this.buffer + ", limits=" + this.limits + ", discovery=" + this.discovery + "]";
		}

		/**
		 * Encryption of a node's connections.
		 *
		 * @param bundle SSL bundle with the key of the node and the authorities it
		 * trusts. With it all connections are encrypted, without it none.
		 * @param clientAuth Whether nodes that connect with this one must show a
		 * certificate.
		 */
		public record Ssl(@Nullable String bundle, @DefaultValue("need") ClientAuth clientAuth) {
		}

		/**
		 * How much may wait for a peer that does not take it.
		 *
		 * @param high Bytes that wait for one peer from which on senders are suspended.
		 * @param low Bytes at which suspended senders go on.
		 */
		public record Buffer(@DefaultValue("1MB") DataSize high, @DefaultValue("512KB") DataSize low) {

		}

	}

	/**
	 * Limits of strangers and peers. What goes beyond costs a connection, and is counted
	 * by the meter 'actor.node.limit.hits'.
	 *
	 * @param strangers Most connections at one time that have not proven that they know
	 * the cookie.
	 * @param strangersPerAddress Most of these connections from one address.
	 * @param handshakeTime Time a handshake may take in all, at most 60 seconds.
	 * @param handshakeMessage Longest message of a handshake, 512B to 4KB.
	 * @param failedLogins Wrong cookies in one minute after which an address is blocked.
	 * @param block For how long an address is blocked.
	 * @param newNames Names an address may claim in one minute that no node has proven to
	 * have before.
	 * @param knownPeers Most nodes that are remembered.
	 * @param frame Longest frame from a peer, at most 256MB.
	 * @param message Most bytes of all incomplete messages of a peer together, so also
	 * the longest message, at most 1GB.
	 * @param fragments Most incomplete messages of a peer at one time.
	 * @param relations Most links, and likewise monitors, of a peer to processes of this
	 * node.
	 * @param depth Deepest nesting of a message.
	 * @param elements Most elements of a message; characters of Erlang strings count.
	 * @param integer Longest integer in a message, at most 1MB.
	 */
	public record Limits(@DefaultValue("64") @Min(1) @Max(1024) int strangers,
			@DefaultValue("8") @Min(1) @Max(64) int strangersPerAddress,
			@DefaultValue("7s") @DurationUnit(ChronoUnit.SECONDS) Duration handshakeTime,
			@DefaultValue("1280B") DataSize handshakeMessage, @DefaultValue("5") @Min(1) int failedLogins,
			@DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS) Duration block,
			@DefaultValue("30") @Min(1) @Max(600) int newNames, @DefaultValue("512") @Min(1) @Max(4096) int knownPeers,
			@DefaultValue("64MB") DataSize frame, @DefaultValue("64MB") DataSize message,
			@DefaultValue("64") @Min(1) @Max(1024) int fragments, @DefaultValue("1000000") @Min(1) int relations,
			@DefaultValue("512") @Min(1) @Max(10000) int depth, @DefaultValue("1000000") @Min(1) int elements,
			@DefaultValue("8KB") DataSize integer) {
	}

	/**
	 * Nodes that are found while this one runs.
	 *
	 * @param interval How long after an answer it is asked again, give or take a quarter.
	 * @param dns Nodes that are found in DNS.
	 */
	public record Discovery(@DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS) Duration interval,
			@DefaultValue @Valid Dns dns) {
	}

	/**
	 * Nodes that are found in DNS.
	 *
	 * @param host Host name of which each address has a node, as in alive@10.0.0.5.
	 * @param port Port the nodes at the addresses of the host listen on. Their port
	 * mappers are asked unless set.
	 * @param service Full name of a service, as in _chat._tcp.example.org, of which each
	 * SRV record is a node, as in alive@one.example.org, with its port.
	 * @param server Name server, as host or host:port, that is asked for the service.
	 * Those of the operating system unless set.
	 * @param alive What the names of the nodes begin with. As the name of this node
	 * unless set.
	 */
	public record Dns(@Nullable String host, @Nullable @Min(1) @Max(65535) Integer port, @Nullable String service,
			@DefaultValue("") String server, @Nullable String alive) {
	}

	/**
	 * The scheduler.
	 *
	 * @param queues Run queues. As many as cores unless set.
	 * @param cpuThreads Threads for servers that only compute. As many as cores unless
	 * set.
	 * @param longSchedule How long a handler may hold a worker before it is reported.
	 * @param spareCarrier Whether the scheduler of virtual threads gets one carrier more
	 * than there are run queues.
	 * @param maxProcesses Most processes alive at once.
	 * @param mailboxLimit Most messages in one mailbox; 0 for no limit.
	 */
	public record Scheduler(@Nullable @Min(1) @Max(64) Integer queues, @Nullable @Min(1) Integer cpuThreads,
			@DefaultValue("100ms") @DurationUnit(ChronoUnit.MILLIS) Duration longSchedule,
			@DefaultValue("true") boolean spareCarrier,
			@DefaultValue("2097152") @Min(16) @Max(134217728) int maxProcesses,
			@DefaultValue("1000000") @Min(0) int mailboxLimit) {
	}

	/**
	 * A supervisor.
	 *
	 * @param strategy Which children are restarted when one ends. One-for-one unless set;
	 * a dynamic supervisor knows no other.
	 * @param intensity Most restarts inside the period. 1 unless set, 3 if dynamic.
	 * @param period Length of the period.
	 * @param dynamic Whether its children are started on demand.
	 * @param maxChildren Most children of a dynamic supervisor. No limit unless set.
	 * @param supervisor Name of the supervisor above it; the application's unless set.
	 * @param order Place among its siblings; lower starts earlier.
	 */
	public record Supervisor(@Nullable Strategy strategy, @Nullable @Min(0) Integer intensity,
			@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration period,
			@DefaultValue("false") boolean dynamic, @Nullable @Min(0) Integer maxChildren, @Nullable String supervisor,
			@DefaultValue("2147483647") int order) {
	}

	/**
	 * Functions for other nodes.
	 *
	 * @param allow Functions of Erlang's own modules that tools may look at this node
	 * with, as in erlang:memory/0 or erlang:*. Those of the application are methods with
	 * '@RemoteFunction'.
	 */
	public record Rpc(@DefaultValue List<String> allow) {
	}

}
