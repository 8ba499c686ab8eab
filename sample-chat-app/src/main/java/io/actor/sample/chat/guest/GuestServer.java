package io.actor.sample.chat.guest;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.actor.gen.CallException;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.node.Node;
import io.actor.sample.chat.ChatProperties;
import io.actor.sample.chat.room.RoomCommand;
import io.actor.sample.chat.room.RoomDirectory;
import io.actor.sample.chat.room.RoomDirectory.ListRooms;
import io.actor.sample.chat.room.RoomDirectory.OpenRoom;
import io.actor.sample.chat.room.RoomName;
import io.actor.sample.chat.room.RoomRequest;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;

/**
 * Lets programs in. It waits for no room: its answers are futures, so a room that hangs
 * keeps only those waiting who want something of it. A guest is to a room what a session
 * is; the room watches the process, on whatever node it runs.
 */
@GenServer(name = GuestServer.NAME, supervisor = "room-service")
class GuestServer {

	static final String NAME = "rooms";

	private static final int LONGEST = 2000;

	private static final String NO_ROOM = "There is no such room";

	private final Node node;

	private final Duration patience;

	GuestServer(Node node, ChatProperties properties) {
		this.node = node;
		this.patience = properties.patience();
	}

	@HandleCall
	CompletionStage<Object> rooms(ListRooms request) {
		return answered(directory().callAsync(request, this.patience), "The list is being made anew");
	}

	@HandleCall
	CompletionStage<Object> people(GuestRequest.People people) {
		return ask(people, new RoomRequest.People());
	}

	@HandleCall
	CompletionStage<Object> join(GuestRequest.Join join) {
		if (!RoomName.isRoom(join.room())) {
			return refused("A room's name has up to 32 small letters, digits and hyphens");
		}
		if (!RoomName.isNick(join.nick())) {
			return refused("A name has up to 24 letters, digits, spaces and . _ -");
		}
		return directory().callAsync(new OpenRoom(join.room()), this.patience)
			.exceptionally((failure) -> false)
			.thenCompose((open) -> ask(join, new RoomRequest.Join(join.guest(), join.nick())));
	}

	@HandleCall
	CompletionStage<Object> say(GuestRequest.Say say) {
		if (say.text().isBlank() || say.text().length() > LONGEST) {
			return refused("Say something of up to " + LONGEST + " characters");
		}
		return ask(say, new RoomRequest.Say(say.guest(), UUID.randomUUID(), say.text().strip()));
	}

	@HandleCast
	void leave(GuestRequest.Leave leave) {
		if (RoomName.isRoom(leave.room())) {
			room(leave).cast(new RoomCommand.Leave(leave.guest()));
		}
	}

	private CompletionStage<Object> ask(GuestRequest guest, Request<?> request) {
		return RoomName.isRoom(guest.room()) ? answered(room(guest).callAsync(request, this.patience), NO_ROOM)
				: refused(NO_ROOM);
	}

	private ServerRef room(GuestRequest guest) {
		return this.node.server(RoomName.processName(guest.room()));
	}

	private ServerRef directory() {
		return this.node.server(RoomDirectory.NAME);
	}

	private static CompletionStage<Object> refused(String reason) {
		return CompletableFuture.completedFuture(new Refused(reason));
	}

	/** What cannot be had now is refused, and no reason to fail for this server. */
	private static CompletionStage<Object> answered(CompletableFuture<?> answer, String absent) {
		return answer.<Object>thenApply((given) -> given).exceptionally((failure) -> {
			Throwable cause = (failure.getCause() != null) ? failure.getCause() : failure;
			boolean late = cause instanceof CallException call && call.isTimeout();
			return new Refused(late ? "There is no answer in time" : absent);
		});
	}

}
