package io.actor.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A file like Erlang's own, which nobody but its owner may read. */
@Tag("security")
class CookieFileTests {

	private static final String COOKIE = "COOKIEINAFILEOFITSOWN";

	@TempDir
	private Path folder;

	private Path file(String content, String permissions) throws IOException {
		Path file = Files.createTempFile(this.folder, "cookie", "");
		Files.writeString(file, content);
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
	}

	private static void refused(Path file, String why) {
		assertThatIllegalArgumentException().isThrownBy(() -> CookieFile.read(file))
			.withMessageContaining(file.toString())
			.withMessageContaining(why)
			.withMessageNotContaining(COOKIE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "\r\n", "\n\n" })
	void twoNodesWithTheSameFileTalk(String end) throws IOException {
		try (Nodes nodes = new Nodes()) {
			Node one = nodes
				.start(NodeConfig.named(Nodes.freshName("one"), CookieFile.read(file(COOKIE + end, "r--------")))
					.port(0)
					.epmd(EpmdMode.NONE));
			Node other = nodes.start(NodeConfig.named(Nodes.freshName("other"), COOKIE).port(0).epmd(EpmdMode.NONE),
					one);
			Nodes.connected(one, other);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwx--x---" })
	void aFileOthersHaveAccessToIsRefused(String permissions) throws IOException {
		refused(file(COOKIE, permissions), "by its owner only");
	}

	@Test
	void whatIsNotOneLineIsRefused() throws IOException {
		refused(file("", "rw-------"), "is empty");
		refused(file("\n\n", "rw-------"), "is empty");
		refused(file(COOKIE + "\n" + COOKIE, "rw-------"), "more than one line");
		refused(file(COOKIE + "\0", "rw-------"), "printable ASCII");
		refused(file(COOKIE.repeat(20), "rw-------"), "too long");
		refused(this.folder.resolve("missing"), "does not exist");
	}

	@Test
	void theCookieOfTheFileIsNotShown() throws IOException {
		assertThat(CookieFile.read(file(COOKIE, "rw-------"))).hasToString("Cookie[hidden]");
	}

}
