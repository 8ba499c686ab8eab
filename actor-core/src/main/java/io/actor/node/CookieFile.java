package io.actor.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

import io.actor.wire.handshake.Cookie;

/**
 * Reads a cookie from a file like Erlang's {@code ~/.erlang.cookie}: one line of
 * printable ASCII that only its owner may read ({@code auth:read_cookie/0}).
 */
public final class CookieFile {

	/** The longest cookie and some ends of lines. */
	private static final int LONGEST = 300;

	private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ,
			PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_READ,
			PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

	private CookieFile() {
	}

	/**
	 * The cookie in this file.
	 * @throws IllegalArgumentException if there is no such file, if others than its owner
	 * have access to it, or if it does not hold one line; the message names the file and
	 * nothing of what is in it
	 */
	public static Cookie read(Path file) {
		try {
			requirePrivate(file);
			if (Files.size(file) > LONGEST) {
				throw wrong(file, "is too long, it holds the cookie and nothing else");
			}
			String text = Files.readString(file, StandardCharsets.ISO_8859_1).stripTrailing();
			if (text.isEmpty()) {
				throw wrong(file, "is empty");
			}
			if (!text.chars().allMatch((character) -> character >= ' ' && character <= '~')) {
				throw wrong(file, "holds more than one line of printable ASCII");
			}
			return Cookie.of(text);
		}
		catch (NoSuchFileException ex) {
			throw wrong(file, "does not exist");
		}
		catch (IOException ex) {
			throw wrong(file, "cannot be read (" + ex.getClass().getSimpleName() + ")");
		}
	}

	private static void requirePrivate(Path file) throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
		// A file system without owners and groups has nothing to check.
		if (view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
			throw wrong(file, "must be accessible by its owner only (chmod 600)");
		}
	}

	private static IllegalArgumentException wrong(Path file, String problem) {
		return new IllegalArgumentException("The cookie file " + file + " " + problem);
	}

}
