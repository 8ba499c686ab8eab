package io.actor.spring.test.rooms;

import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCast;

/** Another server, with no supervisor of its own. */
@GenServer(name = "bills")
class BillServer {

	@HandleCast
	void bill(String whom) {
	}

}
