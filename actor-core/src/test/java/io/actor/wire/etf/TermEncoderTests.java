package io.actor.wire.etf;

import java.nio.ByteBuffer;
import java.util.List;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TermEncoderTests {

	private final TermEncoder encoder = new TermEncoder();

	@Test
	void theBufferOfWhatWasWrittenIsReadWithoutACopy() throws Exception {
		this.encoder.write(Int.of(1)).write(Atom.OK);

		ByteBuffer bytes = this.encoder.toByteBuffer();

		TermDecoder decoder = new TermDecoder(DecodeLimits.WIRE);
		assertThat(bytes.remaining()).isEqualTo(this.encoder.size()).isEqualTo(6);
		assertThat(bytes.array()).isSameAs(this.encoder.toByteBuffer().array());
		assertThat(decoder.decode(bytes, List.of())).isEqualTo(Int.of(1));
		assertThat(decoder.decode(bytes, List.of())).isEqualTo(Atom.OK);
		assertThat(bytes.hasRemaining()).isFalse();
	}

	@Test
	void aResetKeepsTheBufferUnlessOneTermMadeItLarge() {
		byte[] small = this.encoder.write(Int.of(1)).toByteBuffer().array();
		this.encoder.reset();
		assertThat(this.encoder.size()).isZero();
		assertThat(this.encoder.write(Int.of(2)).toByteBuffer().array()).isSameAs(small);

		this.encoder.reset().write(Binary.of(new byte[2 << 20]));
		this.encoder.reset().write(Int.of(3));

		assertThat(this.encoder.toByteBuffer().array()).hasSizeLessThan(1 << 20);
		assertThat(this.encoder.toByteArray()).containsExactly(Tag.SMALL_INTEGER, 3);
	}

	@Test
	void theBytesOfShortAtomsAreMadeOnce() {
		AtomForms forms = new AtomForms();
		byte[] yes = forms.of(Atom.of("yes"));
		byte[] nay = forms.of(Atom.of("nay"));

		assertThat(yes).containsExactly(Tag.SMALL_ATOM_UTF8, 3, 'y', 'e', 's');
		assertThat(nay).containsExactly(Tag.SMALL_ATOM_UTF8, 3, 'n', 'a', 'y');
		assertThat(forms.of(Atom.of("yes"))).isSameAs(yes);
		assertThat(forms.of(Atom.of("nay"))).isSameAs(nay);
	}

}
