package io.actor.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Peers found in DNS. */
@Timeout(30)
class DnsTests {

	private static final String SERVICE = "_chat._tcp.example.test";

	// ---- addresses ----

	@Test
	void eachAddressOfTheHostIsAPeer() throws Exception {
		DnsAddresses discovery = new DnsAddresses("chat", "chat.example.test", null,
				(host) -> new InetAddress[] { InetAddress.ofLiteral("10.0.0.5"), InetAddress.ofLiteral("fd00::5"),
						InetAddress.ofLiteral("10.0.0.5") });

		assertThat(discovery.peers()).containsExactly(new PeerAddress("chat@10.0.0.5", null),
				new PeerAddress("chat@fd00::5", null));
		assertThat(discovery.name()).isEqualTo("dns:chat.example.test");
	}

	@Test
	void aPortForAllIsTheirs() throws Exception {
		assertThat(new DnsAddresses("chat", "127.0.0.1", 4370).peers())
			.containsExactly(new PeerAddress("chat@127.0.0.1", 4370));
	}

	@Test
	void aHostThatIsNotFoundIsAFailure() {
		DnsAddresses discovery = new DnsAddresses("chat", "chat.example.test", null, (host) -> {
			throw new UnknownHostException(host);
		});

		assertThatThrownBy(discovery::peers).hasMessage("DNS gives no address of 'chat.example.test'");
	}

	@ParameterizedTest
	@CsvSource({ "::1, ::1", "::, ::", "fd00:0:0:1:0:0:0:5, fd00:0:0:1::5", "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
			"1:0:3:0:5:0:7:0, 1:0:3:0:5:0:7:0", "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", "1:0:0:0:0:0:0:0, 1::",
			"10.0.0.7, 10.0.0.7" })
	void addressesAreWrittenAsErlangWritesThem(String address, String written) {
		assertThat(DnsAddresses.text(InetAddress.ofLiteral(address))).isEqualTo(written);
	}

	@Test
	void whatCannotBecomeTheNameOfANodeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new DnsAddresses("chat@here", "host"));
		assertThatIllegalArgumentException().isThrownBy(() -> new DnsService("", SERVICE));
	}

	// ---- services ----

	@Test
	void eachRecordOfTheServiceIsAPeerWithItsPort() throws Exception {
		try (DnsServer dns = new DnsServer(SERVICE)) {
			dns.knows("one.example.test:4370", "two.example.test:4371");

			assertThat(new DnsService("chat", SERVICE, dns.address()).peers()).containsExactlyInAnyOrder(
					new PeerAddress("chat@one.example.test", 4370), new PeerAddress("chat@two.example.test", 4371));
		}
	}

	@Test
	void aServiceThatIsNotOfferedHasNoPeers() throws Exception {
		try (DnsServer dns = new DnsServer(SERVICE)) {
			dns.knows(".:0");

			assertThat(new DnsService("chat", SERVICE, dns.address()).peers()).isEmpty();
		}
	}

	@Test
	void whatIsNoAnswerIsAFailureAndNotNoPeers() throws Exception {
		try (DnsServer dns = new DnsServer(SERVICE)) {
			DnsService discovery = new DnsService("chat", SERVICE, dns.address());

			dns.doesNotKnowTheName();
			assertThatThrownBy(discovery::peers).hasMessage("DNS knows no service '" + SERVICE + "'");
			dns.fails();
			assertThatThrownBy(discovery::peers).hasMessageContaining("DNS");
			dns.knows();
			assertThatThrownBy(discovery::peers).hasMessage("DNS has no SRV record of '" + SERVICE + "'");
			dns.knows("one.example.test:0");
			assertThatThrownBy(discovery::peers).hasMessageContaining("a record of '" + SERVICE + "' that is none");
		}
	}

	@Test
	void aNodeIsConnectedWithThePeersOfAService() throws Exception {
		try (Nodes nodes = new Nodes(); DnsServer dns = new DnsServer(SERVICE)) {
			Node other = nodes.start("found");
			PeerAddress address = Nodes.address(other);
			dns.knows(address.host() + ":" + address.port());

			Node node = nodes.start(Nodes.config(Nodes.freshName("seeker"))
				.discovery(List.of(new DnsService(address.alive(), SERVICE, dns.address()))));

			Nodes.connected(node, other);
			assertThat(node.expectedPeers()).containsExactly(other.name());
			assertThat(node.discoveries()).singleElement().satisfies((info) -> {
				assertThat(info.name()).isEqualTo("dns-srv:" + SERVICE);
				assertThat(info.problem()).isEmpty();
				assertThat(info.answered()).isPresent();
			});
		}
	}

	@Test
	void aNameServerThatIsNotThereIsShownAsAProblem() throws Exception {
		String nowhere;
		try (DnsServer gone = new DnsServer(SERVICE)) {
			nowhere = gone.address();
		}
		try (Nodes nodes = new Nodes()) {
			Node node = nodes.start(Nodes.config(Nodes.freshName("seeker"))
				.discovery(List.of(new DnsService("chat", SERVICE, nowhere))));

			await().until(() -> node.discoveries().getFirst().problem().isPresent());
			assertThat(node.discoveries().getFirst().answered()).isEmpty();
		}
	}

}
