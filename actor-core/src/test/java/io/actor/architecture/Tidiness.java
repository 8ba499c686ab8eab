package io.actor.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a file of this repository does not contain; a pure function of its lines. */
final class Tidiness {

	private static final int MOST_LINES = 500;

	/** Written apart, for this file is looked at too. */
	private static final Pattern LATER = Pattern.compile("\\b(" + "TO" + "DO|" + "FIX" + "ME|" + "X" + "XX)\\b");

	private static final Pattern DISABLED = Pattern.compile("@" + "Disabled\\b");

	private static final Pattern SLEEP = Pattern.compile("\\bThread\\.sleep\\(");

	private static final Pattern WILDCARD = Pattern.compile("^import .*\\.\\*;");

	/** The event manager is a thing of OTP, and called so there. */
	private static final Pattern EMPTY_NAME = Pattern
		.compile("\\b(class|interface|record|enum)\\s+(?!EventManager\\b)\\w*(Manager|Helper|Utils?|Impl|Base)\\b");

	/** Tests whose subject is foreign code that blocks, with the reason. */
	private static final Map<String, String> MAY_SLEEP = Map.of(
			"actor-core/src/test/java/io/actor/architecture/planted/seam/Offences.java",
			"is what the seam rule has to find", "actor-core/src/test/java/io/actor/process/KillTests.java",
			"kills code that blocks", "actor-core/src/test/java/io/actor/process/LoadTests.java",
			"its handlers block in foreign code", "actor-core/src/test/java/io/actor/scheduler/SchedulerFixture.java",
			"its tasks block in foreign code", "actor-core/src/test/java/io/actor/scheduler/WorkerSchedulerTests.java",
			"its tasks block in foreign code");

	private Tidiness() {
	}

	/**
	 * What is wrong with a file.
	 * @param path from the root of the repository, with slashes
	 * @param lines its lines
	 */
	static List<String> offences(String path, List<String> lines) {
		List<String> found = new ArrayList<>();
		boolean java = path.endsWith(".java");
		boolean sleepless = path.contains("/src/test/") && !MAY_SLEEP.containsKey(path);
		if (java && lines.size() > MOST_LINES) {
			found.add(path + ": " + lines.size() + " lines, split it by noun");
		}
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i);
			String place = path + ":" + (i + 1) + ": ";
			if (LATER.matcher(line).find()) {
				found.add(place + "a note to do something later; do it or drop it");
			}
			if (java && DISABLED.matcher(line).find()) {
				found.add(place + "a test that does not run");
			}
			if (java && sleepless && SLEEP.matcher(line).find()) {
				found.add(place + "a test that sleeps; await a condition or pass time in");
			}
			if (java && WILDCARD.matcher(line).find()) {
				found.add(place + "a wildcard import");
			}
			if (java && EMPTY_NAME.matcher(line).find()) {
				found.add(place + "a name that says nothing");
			}
		}
		return found;
	}

}
