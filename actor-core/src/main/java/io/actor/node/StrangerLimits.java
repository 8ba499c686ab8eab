package io.actor.node;

import java.time.Duration;

import io.actor.wire.handshake.Handshake;

/**
 * What those may do who have not proven that they know the cookie. An IPv6 address is
 * known by its first 64 bits: whoever has one of them has all.
 *
 * @param connections most of their connections at one time, 1 to 1,024
 * @param perAddress the same from one address, 1 to 64
 * @param handshakeTime time a handshake may take in all, up to 60 seconds
 * @param handshakeBytes longest handshake message that is read, 512 to 4,096 bytes
 * @param failedLogins wrong cookies in one minute after which their address is blocked
 * @param block for how long it is blocked
 * @param newNames node names an address may claim in one minute, 1 to 600, that nobody
 * has proven before and that are not configured
 */
public record StrangerLimits(int connections, int perAddress, Duration handshakeTime, int handshakeBytes,
		int failedLogins, Duration block, int newNames) {

	private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(60);

	/**
	 * 64 connections, 8 of an address, 7 s, 1,280 bytes, 5 wrong cookies, 60 s, 30 names.
	 */
	public static final StrangerLimits DEFAULT = new StrangerLimits(64, 8, Handshake.DEADLINE, Handshake.MAX_FRAME, 5,
			Duration.ofSeconds(60), 30);

	public StrangerLimits {
		requireRange("connections", connections, 1, 1024);
		requireRange("perAddress", perAddress, 1, 64);
		requireRange("handshakeBytes", handshakeBytes, Handshake.SMALLEST_LIMIT, Handshake.LARGEST_LIMIT);
		requireRange("failedLogins", failedLogins, 1, Integer.MAX_VALUE);
		requireRange("newNames", newNames, 1, 600);
		if (!handshakeTime.isPositive() || handshakeTime.compareTo(LONGEST_HANDSHAKE) > 0) {
			throw new IllegalArgumentException(
					"handshakeTime is " + handshakeTime + ", not more than 0 and at most 60 s");
		}
		if (block.isNegative()) {
			throw new IllegalArgumentException("block is " + block + ", less than nothing");
		}
	}

	/** The same with other numbers of connections, in all and from one address. */
	public StrangerLimits withConnections(int all, int ofAddress) {
		return new StrangerLimits(all, ofAddress, this.handshakeTime, this.handshakeBytes, this.failedLogins,
				this.block, this.newNames);
	}

	/** The same with another time for handshakes and another length of their messages. */
	public StrangerLimits withHandshake(Duration time, int bytes) {
		return new StrangerLimits(this.connections, this.perAddress, time, bytes, this.failedLogins, this.block,
				this.newNames);
	}

	/** The same with another number of wrong cookies and another time without more. */
	public StrangerLimits withFailedLogins(int most, Duration blocked) {
		return new StrangerLimits(this.connections, this.perAddress, this.handshakeTime, this.handshakeBytes, most,
				blocked, this.newNames);
	}

	/** The same with another number of new names. */
	public StrangerLimits withNewNames(int inAMinute) {
		return new StrangerLimits(this.connections, this.perAddress, this.handshakeTime, this.handshakeBytes,
				this.failedLogins, this.block, inAMinute);
	}

	private static void requireRange(String name, int value, int least, int most) {
		if (value < least || value > most) {
			throw new IllegalArgumentException(name + " is " + value + ", not " + least + " to " + most);
		}
	}

}
