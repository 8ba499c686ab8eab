package io.actor.sample.chat;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The chat. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class ChatApplication {

	/** Starts it. */
	public static void main(String[] args) {
		SpringApplication.run(ChatApplication.class, args);
	}

}
