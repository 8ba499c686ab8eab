package io.actor.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import io.actor.fuzz.Mutation;
import io.actor.fuzz.Seeds;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermDecoder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Our decoder accepts what Erlang's {@code binary_to_term/1} accepts, and refuses what it
 * refuses: recorded terms with random changes, judged by both. Not compared is what we
 * refuse on purpose: terms over our limits; two tags that the emulator uses inside itself
 * and reads everywhere; functions of more than 255 parameters, of which there are none;
 * and floats in text (of OTP 13 and older) that go on behind the end of their field.
 */
@Tag("interop")
@Tag("security")
@Timeout(120)
class DecoderInteropTests {

	private static final int ROUNDS = 40;

	private static final int INPUTS = 100;

	private static final DecodeLimits LIMITS = DecodeLimits.STANDALONE.withDepth(DecodeLimits.MAX_DEPTH)
		.withInflation(1 << 24, 1000);

	private static final String REFUSED_ON_PURPOSE = "refused on purpose";

	private static final Pattern ON_PURPOSE = Pattern
		.compile("tag 7[35] at .* of no known type|is a function of \\d+ parameters|is not a float in text");

	@Test
	void ourDecoderGivesErlangsVerdictOnDamagedTerms() throws IOException {
		assumeTrue(ErlangNode.available(), "Erlang is not installed");
		List<byte[]> seeds = Seeds.terms().filter((term) -> term.length < 200).toList();
		Random random = new Random(25);
		List<String> differences = new ArrayList<>();
		int accepted = 0;
		try (ErlangNode erlang = ErlangNode.start("verdict" + ProcessHandle.current().pid(),
				"cookie-of-the-verdict-tests")) {
			for (int round = 0; round < ROUNDS; round++) {
				List<byte[]> inputs = new ArrayList<>();
				for (int i = 0; i < INPUTS; i++) {
					inputs.add(Mutation.of(seeds.get(random.nextInt(seeds.size())),
							seeds.get(random.nextInt(seeds.size())), random));
				}
				String verdicts = verdicts(erlang, inputs);
				for (int i = 0; i < INPUTS; i++) {
					boolean theirs = verdicts.charAt(i) == '1';
					accepted += theirs ? 1 : 0;
					String ours = ours(inputs.get(i));
					if (ours.equals(REFUSED_ON_PURPOSE) || ours.equals("accepted") == theirs) {
						continue;
					}
					differences.add((theirs ? "Erlang accepts " : "Erlang refuses ")
							+ HexFormat.of().formatHex(inputs.get(i)) + ", we: " + ours);
				}
			}
		}
		assertThat(differences).isEmpty();
		assertThat(accepted).isBetween(ROUNDS * INPUTS / 10, ROUNDS * INPUTS * 9 / 10);
	}

	private static String ours(byte[] input) {
		try {
			new TermDecoder(LIMITS).decode(input);
			return "accepted";
		}
		catch (MalformedTermException ex) {
			String why = String.valueOf(ex.getMessage());
			return (ex.limit().isPresent() || ON_PURPOSE.matcher(why).find()) ? REFUSED_ON_PURPOSE : why;
		}
	}

	/** For each input 1 if Erlang reads a term from it, else 0. */
	private static String verdicts(ErlangNode erlang, List<byte[]> inputs) {
		StringBuilder expression = new StringBuilder(
				"lists:map(fun(B) -> try binary_to_term(base64:decode(B)) of _ -> $1 catch error:_ -> $0 end end, [");
		for (int i = 0; i < inputs.size(); i++) {
			expression.append((i == 0) ? "" : ",")
				.append('"')
				.append(Base64.getEncoder().encodeToString(inputs.get(i)))
				.append('"');
		}
		String printed = erlang.eval(expression.append("]).").toString());
		return printed.substring(1, printed.length() - 1);
	}

}
