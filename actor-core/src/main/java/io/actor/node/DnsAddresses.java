package io.actor.node;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Peers by the addresses of a host name, as a headless service of Kubernetes has them: at
 * each address, IPv4 or IPv6, the node {@code alive@address}. It asks as the JVM asks for
 * any host, so {@code /etc/hosts} and search domains count, and the JVM keeps an answer
 * for {@code networkaddress.cache.ttl} seconds, which is 30.
 */
public final class DnsAddresses implements PeerDiscovery {

	private final String alive;

	private final String host;

	private final @Nullable Integer port;

	private final Lookup lookup;

	/** Looks up a host name. */
	@FunctionalInterface
	interface Lookup {

		/** All addresses of a host. */
		InetAddress[] addresses(String host) throws UnknownHostException;

	}

	/**
	 * Peers that the port mappers of their hosts know.
	 * @param alive what their names begin with
	 * @param host name of a host whose addresses they have
	 */
	public DnsAddresses(String alive, String host) {
		this(alive, host, null, InetAddress::getAllByName);
	}

	/**
	 * Peers that all listen on one port.
	 * @param alive what their names begin with
	 * @param host name of a host whose addresses they have
	 * @param port the port they listen on
	 */
	public DnsAddresses(String alive, String host, int port) {
		this(alive, host, port, InetAddress::getAllByName);
	}

	DnsAddresses(String alive, String host, @Nullable Integer port, Lookup lookup) {
		new PeerAddress(alive + "@" + host, port);
		this.alive = alive;
		this.host = host;
		this.port = port;
		this.lookup = lookup;
	}

	@Override
	public List<PeerAddress> peers() throws UnknownHostException {
		Set<PeerAddress> peers = new LinkedHashSet<>();
		try {
			for (InetAddress address : this.lookup.addresses(this.host)) {
				peers.add(new PeerAddress(this.alive + "@" + text(address), this.port));
			}
		}
		catch (UnknownHostException ex) {
			// It is told in the same way that there is no such name and that no name
			// server can be reached.
			throw new UnknownHostException("DNS gives no address of '" + this.host + "'");
		}
		return List.copyOf(peers);
	}

	/**
	 * As Erlang writes it, and so as the name of the node there has it: the longest run
	 * of zeros is left out of an IPv6 address (RFC 5952).
	 */
	static String text(InetAddress address) {
		if (!(address instanceof Inet6Address)) {
			return address.getHostAddress();
		}
		byte[] bytes = address.getAddress();
		int[] groups = new int[8];
		for (int i = 0; i < groups.length; i++) {
			groups[i] = (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF;
		}
		int begin = 0;
		int length = 1;
		for (int i = 0; i < groups.length; i++) {
			int end = i;
			while (end < groups.length && groups[end] == 0) {
				end++;
			}
			if (end - i > length) {
				begin = i;
				length = end - i;
			}
		}
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < groups.length; i++) {
			if (length > 1 && i == begin) {
				text.append("::");
				i += length - 1;
				continue;
			}
			if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
				text.append(':');
			}
			text.append(Integer.toHexString(groups[i]));
		}
		return text.toString();
	}

	@Override
	public String name() {
		return "dns:" + this.host;
	}

}
