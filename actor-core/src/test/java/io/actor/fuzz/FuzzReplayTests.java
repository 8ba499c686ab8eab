package io.actor.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * All stored inputs of the fuzz targets, and some changes of each: an ordinary test,
 * always the same. What {@code mvn -Pfuzz} finds is stored and runs here from then on.
 */
@Tag("security")
class FuzzReplayTests {

	/** Inputs made of the stored ones, by target. */
	private static final int MUTATIONS = 6000;

	private static final int SESSIONS = 300;

	static final List<FuzzTarget> TARGETS = List.of(new TermTarget(), new FramesTarget(), new CompressedTarget(),
			new HandshakeTarget(), new EpmdTarget(), new ControlTarget(), new MappingTarget(), new SessionTarget());

	@AfterAll
	static void stop() {
		SessionTarget.close();
	}

	@ParameterizedTest
	@FieldSource("TARGETS")
	void storedInputsAreNoHarm(FuzzTarget target) throws Exception {
		List<byte[]> inputs = new ArrayList<>(target.seeds().toList());
		inputs.addAll(found(target));
		assertThat(inputs).hasSizeGreaterThan(10);
		for (byte[] input : inputs) {
			take(target, input);
		}
		take(target, new byte[0]);
	}

	@ParameterizedTest
	@FieldSource("TARGETS")
	void changesOfStoredInputsAreNoHarm(FuzzTarget target) throws Exception {
		List<byte[]> seeds = target.seeds().filter((seed) -> seed.length < 5000).toList();
		Random random = new Random(1);
		int count = (target instanceof SessionTarget) ? SESSIONS : MUTATIONS;
		for (int i = 0; i < count; i++) {
			byte[] input = seeds.get(random.nextInt(seeds.size()));
			for (int times = 1 + random.nextInt(3); times > 0; times--) {
				input = Mutation.of(input, seeds.get(random.nextInt(seeds.size())), random);
			}
			take(target, input);
		}
	}

	/**
	 * A reply may be on its way when the peer it is for has hung up and says hello again.
	 */
	@Test
	void aPeerIsLetInThoughTheNodeIsCallingIt() {
		SessionTarget target = new SessionTarget();
		target.call();
		take(target, new byte[0]);
	}

	private static void take(FuzzTarget target, byte[] input) {
		try {
			target.take(input);
		}
		catch (Throwable ex) {
			String shown = HexFormat.of().formatHex((input.length > 2000) ? Arrays.copyOf(input, 2000) : input);
			throw new AssertionError(target + " with " + input.length + " bytes " + shown, ex);
		}
	}

	/** What was found by fuzzing, in the folder where Jazzer puts it. */
	private static List<byte[]> found(FuzzTarget target) throws IOException, URISyntaxException {
		String tests = target.toString().replace("Target", "FuzzTests");
		URL folder = FuzzReplayTests.class.getResource(tests + "Inputs/fuzz");
		if (folder == null) {
			return List.of();
		}
		List<byte[]> found = new ArrayList<>();
		try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
			for (Path file : files.sorted().toList()) {
				found.add(Files.readAllBytes(file));
			}
		}
		return found;
	}

	@Test
	void costsBeyondTheBoundsAreNoticed() {
		assertThatThrownBy(() -> Bounds.within(1000, () -> assertThat(new byte[100_000]).isNotEmpty()))
			.isInstanceOf(AssertionError.class)
			.hasMessageContaining("bytes were allocated");
		assertThatThrownBy(() -> Bounds.within(1 << 20, () -> {
			ThreadMXBean threads = ManagementFactory.getThreadMXBean();
			long end = threads.getCurrentThreadCpuTime() + 60_000_000;
			while (threads.getCurrentThreadCpuTime() < end) {
				Thread.onSpinWait();
			}
		})).isInstanceOf(AssertionError.class).hasMessageContaining("It took");
	}

}
