package io.actor.test.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * Where one node runs: an address, and on a bench with a network a namespace whose only
 * link leads to the bridge of the bench.
 */
sealed interface Place {

	/** The port of every node. */
	int PORT = 47_370;

	/** The address of the node. */
	String address();

	/** The full name of the node. */
	default String node() {
		return "n@" + address();
	}

	/** The port under which others reach it. */
	default int port() {
		return PORT;
	}

	/** This command, to be run at this place. */
	List<String> command(List<String> command);

	/**
	 * An address of the loopback network.
	 *
	 * @param address the address
	 */
	record OnLoopback(String address) implements Place {

		@Override
		public List<String> command(List<String> command) {
			return command;
		}

	}

	/**
	 * A place as it is reached through a relay.
	 *
	 * @param place where the node runs
	 * @param port the port of the relay
	 */
	record Relayed(Place place, int port) implements Place {

		@Override
		public String address() {
			return this.place.address();
		}

		@Override
		public List<String> command(List<String> command) {
			return this.place.command(command);
		}

	}

	/**
	 * A namespace of its own.
	 *
	 * @param address its address
	 * @param namespace its name
	 * @param bridge the namespace of the bridge
	 * @param socket the end of its link there
	 */
	record InNamespace(String address, String namespace, String bridge, String socket) implements Place {

		/** The end of the link in the namespace. */
		static final String LINK = "eth0";

		@Override
		public List<String> command(List<String> command) {
			List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", this.namespace));
			there.addAll(command);
			return there;
		}

		/** Pulls the cable. */
		void pull() {
			Shell.run("ip", "-n", this.bridge, "link", "set", this.socket, "down");
		}

		/** Puts it back. */
		void plug() {
			Shell.run("ip", "-n", this.bridge, "link", "set", this.socket, "up");
		}

		/** Nothing arrives any more; what is sent leaves. */
		void deafen() {
			filter("-j", "DROP");
		}

		/** Nothing arrives from that place any more. */
		void ignore(Place from) {
			filter("-s", from.address(), "-j", "DROP");
		}

		/** Whatever arrives is answered by a reset. */
		void reset() {
			filter("-p", "tcp", "-j", "REJECT", "--reject-with", "tcp-reset");
		}

		/** Of what arrives this share is lost. */
		void lose(double share) {
			filter("-m", "statistic", "--mode", "random", "--probability", String.valueOf(share), "-j", "DROP");
		}

		private void filter(String... rule) {
			List<String> command = command(List.of("iptables", "-w", "-A", "INPUT", "-i", LINK));
			command.addAll(List.of(rule));
			Shell.run(command.toArray(String[]::new));
		}

		/** All that arrives arrives again. */
		void listen() {
			Shell.run(command(List.of("iptables", "-w", "-F", "INPUT")).toArray(String[]::new));
		}

		/** Limits what comes and goes to this rate, with a queue of 300 ms. */
		void narrow(int kilobits) {
			String[] bucket = { "root", "tbf", "rate", kilobits + "kbit", "burst", "16kb", "latency", "300ms" };
			for (List<String> end : List.of(
					List.of("ip", "netns", "exec", this.bridge, "tc", "qdisc", "add", "dev", this.socket),
					command(List.of("tc", "qdisc", "add", "dev", LINK)))) {
				List<String> command = new ArrayList<>(end);
				command.addAll(List.of(bucket));
				Shell.run(command.toArray(String[]::new));
			}
		}

	}

}
