package io.actor.spring.autoconfigure;

import io.actor.gen.From;
import io.actor.gen.Request;
import io.actor.process.ExitReason;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.annotation.HandleInfo;
import io.actor.spring.annotation.HandleTerminate;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Each broken rule of an annotated server is told with its method and remedy. */
class HandlerRuleTests {

	@Test
	void aServerWithoutHandlers() {
		assertInvalid(Silent.class, "@GenServer " + Silent.class.getName() + " handles no message.",
				"@HandleCall, @HandleCast or @HandleInfo");
	}

	@Test
	void aServerOfBothStyles() {
		assertInvalid(Both.class, "extends io.actor.gen.GenServer", "@Bean ChildSpec");
	}

	@Test
	void aPrivateHandler() {
		assertInvalid(Private.class, "@HandleCast " + Private.class.getName() + ".say(String) is private.",
				"Remove the word 'private'");
	}

	@Test
	void aHandlerWithoutMessage() {
		assertInvalid(NoMessage.class, "NoMessage.say(From) does not begin with a message.", "first parameter");
	}

	@Test
	void aHandlerWithAParameterNobodySupplies() {
		assertInvalid(Extra.class, "Extra.say(String, Integer) has a parameter of type java.lang.Integer",
				"io.actor.process.Process, nothing else");
	}

	@Test
	void aCastThatWantsACaller() {
		assertInvalid(CastFrom.class, "has a parameter of type io.actor.gen.From",
				"only a @HandleCall has somebody to answer");
	}

	@Test
	void aCallThatAnswersNobody() {
		assertInvalid(NoReply.class, "NoReply.ask(String) returns nothing, so its caller would never be answered.",
				"make it a @HandleCast");
	}

	@Test
	void aCallThatAnswersTwice() {
		assertInvalid(Twice.class, "both returns a value and takes a From", "not both");
	}

	@Test
	void aCastThatReturnsAValue() {
		assertInvalid(Answering.class, "returns java.lang.String, which nobody receives", "Return void");
	}

	@Test
	void twoHandlersForOneType() {
		assertInvalid(Duplicate.class, "Both " + Duplicate.class.getName() + ".one(String) and "
				+ Duplicate.class.getName() + ".two(String) are @HandleCast for java.lang.String.",
				"one handler per type and kind");
	}

	@Test
	void twoTerminateHandlers() {
		assertInvalid(TwoEnds.class, "are @HandleTerminate.", "Keep one");
	}

	@Test
	void aTerminateHandlerWithAMessage() {
		assertInvalid(WrongEnd.class, "has a parameter of type java.lang.String", "io.actor.process.ExitReason");
	}

	@Test
	void aShutdownThatIsNoTime() {
		assertInvalid(WrongShutdown.class, "has the shutdown 'soon', which is no time.", "'10s'");
	}

	private static void assertInvalid(Class<?> server, String problem, String action) {
		Explanation.assertFails(
				new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
					.withUserConfiguration(server),
				problem, action);
	}

	@GenServer
	static class Silent {

	}

	@GenServer
	static class Both extends io.actor.gen.GenServer<Request<?>, Object> {

	}

	@GenServer
	static class Private {

		@HandleCast
		private void say(String message) {
		}

	}

	@GenServer
	static class NoMessage {

		@HandleCall
		void say(From from) {
		}

	}

	@GenServer
	static class Extra {

		@HandleCast
		void say(String message, Integer more) {
		}

	}

	@GenServer
	static class CastFrom {

		@HandleCast
		void say(String message, From from) {
		}

	}

	@GenServer
	static class NoReply {

		@HandleCall
		void ask(String request) {
		}

	}

	@GenServer
	static class Twice {

		@HandleCall
		String ask(String request, From from) {
			return request;
		}

	}

	@GenServer
	static class Answering {

		@HandleInfo
		String ask(String request) {
			return request;
		}

	}

	@GenServer
	static class Duplicate {

		@HandleCast
		void one(String message) {
		}

		@HandleCast
		void two(String message) {
		}

	}

	@GenServer
	static class TwoEnds extends FailureMessageTests.Good {

		@HandleTerminate
		void one() {
		}

		@HandleTerminate
		void two(ExitReason reason) {
		}

	}

	@GenServer
	static class WrongEnd extends FailureMessageTests.Good {

		@HandleTerminate
		void one(String message) {
		}

	}

	@GenServer(shutdown = "soon")
	static class WrongShutdown extends FailureMessageTests.Good {

	}

}
