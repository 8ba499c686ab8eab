package io.actor.jackson;

/**
 * What the application's code has thrown at a value of a peer, as it may stand in a log:
 * its text may quote the peer and is cut and plain, its stack is the one it had.
 */
final class PlainCause extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PlainCause(Throwable thrown) {
		super(TermMappingException.printable(thrown.toString()));
		setStackTrace(thrown.getStackTrace());
	}

	@Override
	public String toString() {
		return String.valueOf(getMessage());
	}

}
