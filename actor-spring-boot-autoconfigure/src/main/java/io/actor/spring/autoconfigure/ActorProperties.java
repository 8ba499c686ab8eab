package io.actor.spring.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.actor.node.EpmdMode;
import io.actor.supervisor.Strategy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
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
 */
@ConfigurationProperties("actor")
@Validated
public record ActorProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("5s") @DurationUnit(ChronoUnit.MILLIS) Duration defaultCallTimeout,
		@DefaultValue @Valid Node node, @DefaultValue @Valid Scheduler scheduler,
		@DefaultValue Map<String, @Valid Supervisor> supervisors) {

	/**
	 * The node.
	 *
	 * @param name Full name, as in chat@localhost. Without a name the node is on its own
	 * and opens no port.
	 * @param cookie Secret that all nodes of a cluster share.
	 * @param address Local address to listen on. Loopback unless set; another one needs
	 * 'actor.node.insecure'.
	 * @param port Port to listen on; 0 takes any free one.
	 * @param peers Nodes to stay connected with, as name@host or name@host:port.
	 * @param visible Whether the node shows itself to the whole cluster. Erlang nodes
	 * leave a hidden one out of their mesh.
	 * @param epmd Whether the port mapper of the host is used: if there is one (auto), in
	 * any case (external), or not (none).
	 * @param insecure Whether unencrypted connections are accepted on an address that is
	 * not loopback.
	 * @param netTickTime After how long a silent peer counts as down. Must be the same on
	 * all nodes.
	 */
	public record Node(@Nullable String name, @Nullable String cookie, @Nullable InetAddress address,
			@DefaultValue("4370") @Min(0) @Max(65535) int port, @DefaultValue List<String> peers,
			@DefaultValue("false") boolean visible, @DefaultValue("auto") EpmdMode epmd,
			@DefaultValue("false") boolean insecure,
			@DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS) Duration netTickTime) {

		/** Without the cookie. */
		@Override
		public String toString() {
			return "Node[name=" + this.name + ", address=" + this.address + ", port=" + this.port + ", peers="
					+ this.peers + ", visible=" + this.visible + ", epmd=" + this.epmd + ", insecure=" + this.insecure
					+ ", netTickTime=" + this.netTickTime + "]";
		}

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
	 * @param strategy Which children are restarted when one ends.
	 * @param intensity Most restarts inside the period. 1 unless set, 3 if dynamic.
	 * @param period Length of the period.
	 * @param dynamic Whether its children are started on demand.
	 * @param maxChildren Most children of a dynamic supervisor.
	 * @param supervisor Name of the supervisor above it; the application's unless set.
	 * @param order Place among its siblings; lower starts earlier.
	 */
	public record Supervisor(@DefaultValue("one-for-one") Strategy strategy, @Nullable @Min(0) Integer intensity,
			@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration period,
			@DefaultValue("false") boolean dynamic, @DefaultValue("2147483647") @Min(0) int maxChildren,
			@Nullable String supervisor, @DefaultValue("2147483647") int order) {
	}

}
