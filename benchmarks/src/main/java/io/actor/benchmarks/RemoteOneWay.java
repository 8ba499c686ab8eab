package io.actor.benchmarks;

import io.actor.node.Node;
import io.actor.process.Process;
import io.actor.term.Destination;
import io.actor.term.RegisteredName;

/**
 * r2, r3. One op: a message sent; one sender, which stops only when too much waits for
 * the network, and one receiver on the other node, which answers when it has them all.
 */
record RemoteOneWay(String name, int bytes, int inShort, int inFull) implements RemoteWorkload {

	@Override
	public void run(Node node, String other, Measurements measurements) throws Exception {
		int chunks = measurements.size(this.inShort, this.inFull);
		measurements.repeat(this.name, chunks, () -> flood(node, other, chunks));
	}

	private void flood(Node node, String other, int chunks) throws Exception {
		Finish finish = new Finish(1);
		node.spawn((self) -> {
			flood(self, new RegisteredName(RemoteSide.ECHO, other), chunks);
			finish.arrive();
		});
		finish.await();
	}

	private void flood(Process self, Destination name, int chunks) {
		self.send(name, new RemoteMessage.Expect(self.pid(), chunks));
		Destination echo = self.receive(RemoteMessage.Pong.class).from();
		RemoteMessage.Chunk chunk = new RemoteMessage.Chunk(new byte[this.bytes]);
		for (int i = 0; i < chunks; i++) {
			self.send(echo, chunk);
		}
		self.receive(RemoteMessage.Counted.class);
	}

}
