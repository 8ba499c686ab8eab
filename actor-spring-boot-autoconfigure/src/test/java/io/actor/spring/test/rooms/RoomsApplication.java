package io.actor.spring.test.rooms;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with servers, clients, and components beside them. */
@SpringBootApplication(proxyBeanMethods = false)
class RoomsApplication {

}
