package io.actor.architecture.planted.process;

import io.actor.architecture.planted.term.Down;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A cycle, and a library where it does not belong. */
public class Up {

	public Down down() {
		return new Down();
	}

	public ByteBuf buffer() {
		return Unpooled.EMPTY_BUFFER;
	}

}
