package io.actor.wire.handshake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Set;

/**
 * The secret two nodes must share. It never leaves this object: the handshake sends
 * digests of it, and no text form exists.
 */
public final class Cookie {

	/** A cookie with fewer characters can be guessed. */
	public static final int STRONG_LENGTH = 20;

	private static final int STRONG_VARIETY = 6;

	/** Long enough, and known to everybody. */
	private static final Set<String> KNOWN = Set.of("a-long-secret-cookie", "for-development-only",
			"change-me-change-me-change-me", "changemechangemechangeme", "replace-with-a-random-cookie");

	private final byte[] secret;

	private Cookie(byte[] secret) {
		this.secret = secret;
	}

	/**
	 * A cookie with this text.
	 * @param text 1 to 255 characters of Latin-1, as the text of an Erlang atom
	 * @throws IllegalArgumentException if the text is empty, too long or not Latin-1; the
	 * message does not repeat it
	 */
	public static Cookie of(String text) {
		if (text.isEmpty() || text.length() > 255) {
			throw new IllegalArgumentException("A cookie has 1 to 255 characters, this one has " + text.length());
		}
		if (text.chars().anyMatch((character) -> character > 255)) {
			throw new IllegalArgumentException("A cookie has only characters of Latin-1");
		}
		return new Cookie(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/**
	 * Whether it can be guessed: it has fewer than {@value #STRONG_LENGTH} characters,
	 * few different ones, or is an example from a manual. Challenges and their answers
	 * travel in plain, so whoever sees a connection begin can try cookies without asking
	 * anybody.
	 */
	public boolean isWeak() {
		String text = new String(this.secret, StandardCharsets.ISO_8859_1);
		return text.length() < STRONG_LENGTH || text.chars().distinct().count() < STRONG_VARIETY
				|| KNOWN.contains(text.toLowerCase(Locale.ROOT));
	}

	/**
	 * The answer to a challenge ({@code dist_util:gen_digest/2}): MD5 over the cookie and
	 * the challenge as an unsigned decimal number.
	 */
	byte[] digest(int challenge) {
		MessageDigest md5;
		try {
			md5 = MessageDigest.getInstance("MD5");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The distribution handshake needs MD5", ex);
		}
		md5.update(this.secret);
		return md5.digest(Integer.toUnsignedString(challenge).getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Whether the digest answers the challenge; takes the same time wherever the first
	 * difference lies.
	 */
	boolean matches(int challenge, byte[] digest) {
		return MessageDigest.isEqual(digest(challenge), digest);
	}

	/** Never the secret. */
	@Override
	public String toString() {
		return "Cookie[hidden]";
	}

}
