package io.actor.node;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

import org.jspecify.annotations.Nullable;

/**
 * Peers by the SRV records of a service: for each record the node {@code alive@target},
 * on the port of the record. Priorities and weights mean nothing here, because all of
 * them are peers. The name servers of the operating system are asked through the JDK's
 * own DNS client (module {@code jdk.naming.dns}): one question in ten seconds is worth no
 * further library. It knows no search domains, so the name of the service is a full one.
 */
public final class DnsService implements PeerDiscovery {

	/** Milliseconds for the first question, doubled for the next ones. */
	private static final String TIMEOUT = "1000";

	private static final String TRIES = "3";

	/** Priority, weight, port, target. */
	private static final Pattern RECORD = Pattern.compile("\\d+ \\d+ (\\d{1,5}) (\\S+?)\\.?");

	/** A target that says the service is not offered. */
	private static final String NONE = ".";

	private final String alive;

	private final String service;

	private final String url;

	/**
	 * Peers the name servers of the operating system know.
	 * @param alive what their names begin with
	 * @param service full name of the service, as in {@code _chat._tcp.example.org}
	 */
	public DnsService(String alive, String service) {
		this(alive, service, "");
	}

	/**
	 * Peers that one name server knows.
	 * @param alive what their names begin with
	 * @param service full name of the service, as in {@code _chat._tcp.example.org}
	 * @param server the name server, as host or host:port, or empty for those of the
	 * operating system
	 */
	public DnsService(String alive, String service, String server) {
		new PeerAddress(alive + "@" + service, null);
		this.alive = alive;
		this.service = service;
		this.url = server.isEmpty() ? "dns:" : "dns://" + server;
	}

	@Override
	public List<PeerAddress> peers() throws NamingException {
		Set<PeerAddress> peers = new LinkedHashSet<>();
		for (String record : records()) {
			Matcher parts = RECORD.matcher(record);
			if (!parts.matches()) {
				throw new NamingException("DNS has a record of '" + this.service + "' that is none: " + record);
			}
			if (!parts.group(2).equals(NONE)) {
				peers.add(peer(parts.group(2), Integer.parseInt(parts.group(1))));
			}
		}
		return List.copyOf(peers);
	}

	private PeerAddress peer(String target, int port) throws NamingException {
		try {
			return new PeerAddress(this.alive + "@" + target, port);
		}
		catch (IllegalArgumentException ex) {
			throw new NamingException("DNS has a record of '" + this.service + "' that is none: " + ex.getMessage());
		}
	}

	/**
	 * JNDI is dangerous where a name decides what is made of the answer. Here the
	 * provider is fixed, it is asked for attributes and never for an object, and those of
	 * DNS are texts.
	 */
	@SuppressWarnings("BanJNDI")
	private List<String> records() throws NamingException {
		Hashtable<String, String> environment = new Hashtable<>();
		environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
		environment.put(Context.PROVIDER_URL, this.url);
		environment.put("com.sun.jndi.dns.timeout.initial", TIMEOUT);
		environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
		try {
			DirContext dns = new InitialDirContext(environment);
			try {
				return texts(
						dns.getAttributes(new CompositeName().add(this.service), new String[] { "SRV" }).get("SRV"));
			}
			finally {
				dns.close();
			}
		}
		catch (NameNotFoundException ex) {
			throw new NamingException("DNS knows no service '" + this.service + "'");
		}
		catch (NoInitialContextException ex) {
			throw new NamingException("This Java runtime was made without the module jdk.naming.dns");
		}
	}

	private List<String> texts(@Nullable Attribute records) throws NamingException {
		if (records == null) {
			throw new NamingException("DNS has no SRV record of '" + this.service + "'");
		}
		List<String> texts = new ArrayList<>();
		NamingEnumeration<?> each = records.getAll();
		while (each.hasMore()) {
			texts.add(String.valueOf(each.next()));
		}
		return texts;
	}

	@Override
	public String name() {
		return "dns-srv:" + this.service;
	}

}
