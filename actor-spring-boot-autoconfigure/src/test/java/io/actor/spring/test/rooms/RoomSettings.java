package io.actor.spring.test.rooms;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Settings of the rooms. */
@ConfigurationProperties("rooms")
record RoomSettings(@DefaultValue("30s") Duration quiet) {
}
