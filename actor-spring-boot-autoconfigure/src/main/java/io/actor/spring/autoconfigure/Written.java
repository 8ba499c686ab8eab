package io.actor.spring.autoconfigure;

import java.time.Duration;

import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/** Values of properties as people write them: {@code 300MB} and {@code 61s}. */
final class Written {

	private Written() {
	}

	static String of(DataSize size) {
		long bytes = size.toBytes();
		for (DataUnit unit : new DataUnit[] { DataUnit.GIGABYTES, DataUnit.MEGABYTES, DataUnit.KILOBYTES }) {
			long one = DataSize.of(1, unit).toBytes();
			if (bytes != 0 && bytes % one == 0) {
				return bytes / one + switch (unit) {
					case GIGABYTES -> "GB";
					case MEGABYTES -> "MB";
					default -> "KB";
				};
			}
		}
		return bytes + "B";
	}

	static String of(Duration time) {
		if (time.getNano() == 0) {
			return time.toSeconds() + "s";
		}
		return (time.getNano() % 1_000_000 == 0) ? time.toMillis() + "ms" : time.toNanos() + "ns";
	}

}
