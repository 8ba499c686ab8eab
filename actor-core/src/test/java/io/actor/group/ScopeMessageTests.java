package io.actor.group;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.Recorded;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.etf.TermEncoder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the scope processes of OTP 25, 27 and 29 have sent, read and written as bytes. */
class ScopeMessageTests {

	private static final Atom GRP = Atom.of("grp");

	/** The recorded message, as bytes that begin with the version. */
	private static byte[] recorded(String direction, String text) {
		return Recorded.sessions()
			.flatMap((session) -> session.frames().stream())
			.filter((frame) -> frame.direction().equals(direction) && frame.text("payload").startsWith(text))
			.map((frame) -> Recorded.bytes(frame.fields().path("payload_plain")))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(direction + " has no " + text));
	}

	private static Term decoded(byte[] bytes) throws Exception {
		return new TermDecoder(DecodeLimits.WIRE).decode(bytes);
	}

	private static ScopeMessage read(byte[] bytes) throws Exception {
		return ScopeMessage.read(decoded(bytes)).orElseThrow();
	}

	@Test
	void theFirstMessageOfOtp29NamesAVersionAndThatOfOtp27DoesNot() throws Exception {
		byte[] versioned = recorded("b29->raw", "{discover,");
		byte[] plain = recorded("b27->raw", "{discover,");

		assertThat(((Tuple) decoded(versioned)).arity()).isEqualTo(3);
		assertThat(read(versioned)).isInstanceOfSatisfying(ScopeMessage.Discover.class,
				(discover) -> assertThat(discover.peer().node().name()).startsWith("b29@"));
		assertThat(((Tuple) decoded(plain)).arity()).isEqualTo(2);
		assertThat(read(plain)).isInstanceOfSatisfying(ScopeMessage.Discover.class,
				(discover) -> assertThat(discover.peer().node().name()).startsWith("b27@"));
	}

	@Test
	void aVersionThatDoesNotExistYetIsReadAsWell() throws Exception {
		byte[] later = recorded("b29->raw", "{discover,").clone();
		later[later.length - 1] = 99;

		assertThat(read(later)).isEqualTo(read(recorded("b29->raw", "{discover,")));
	}

	@Test
	void theMembersInASyncOfOtp27AndOtp29AreRead() throws Exception {
		for (String node : List.of("b27", "b29")) {
			Tuple cast = (Tuple) decoded(recorded(node + "->raw", "{'$gen_cast',{sync,"));
			Tuple sync = (Tuple) cast.get(1);
			Map<Term, Bag<Pid>> groups = new LinkedHashMap<>();

			ScopeMessage.readGroups((Pid) sync.get(1), (ListTerm) sync.get(2), groups);

			assertThat(groups).containsOnlyKeys(GRP);
			assertThat(groups.get(GRP).elements()).singleElement()
				.satisfies((pid) -> assertThat(pid.node().name()).startsWith(node + "@"));
		}
	}

	@Test
	void whatWeWriteIsWhatOtpWrites() throws Exception {
		byte[] discover = recorded("b->a", "{discover,");
		byte[] join = recorded("a->b", "{join,");
		byte[] leave = recorded("a->b", "{leave,");
		Pid asking = ((ScopeMessage.Discover) read(discover)).peer();
		ScopeMessage.Join joined = (ScopeMessage.Join) read(join);
		ScopeMessage.Leave left = (ScopeMessage.Leave) read(leave);

		assertThat(TermEncoder.encode(ScopeMessage.discover(asking))).isEqualTo(discover);
		assertThat(TermEncoder.encode(ScopeMessage.join(joined.peer(), GRP, joined.pids()))).isEqualTo(join);
		assertThat(TermEncoder.encode(ScopeMessage.leave(left.peer(), left.pids(), List.of(GRP)))).isEqualTo(leave);
		byte[] sync = recorded("b29->raw", "{'$gen_cast',{sync,");
		Tuple message = (Tuple) ((Tuple) decoded(sync)).get(1);
		Map<Term, List<Pid>> groups = new LinkedHashMap<>();
		Tuple entry = (Tuple) ((ListTerm) message.get(2)).elements().getFirst();
		groups.put(GRP, List.of((Pid) ((ListTerm) entry.get(1)).elements().getFirst()));
		assertThat(TermEncoder.encode(ScopeMessage.sync((Pid) message.get(1), groups))).isEqualTo(sync);
	}

}
