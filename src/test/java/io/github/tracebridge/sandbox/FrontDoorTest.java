package io.github.tracebridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FrontDoorTest {
  @RegisterExtension final SandboxUnderTest sandbox = new SandboxUnderTest();

  @Test
  void aConnectionThatOutlivesTheSandboxIsNotAnswered() throws Exception {
    Clock clock = sandbox.clock;
    Pause pause = new Pause();
    Tally tally = new Tally();
    FrontDoor door =
        new FrontDoor(
            sandbox.sandbox(),
            new FrontDoor.Parts(
                clock,
                pause,
                new Tokens(clock),
                new LeadBook(clock),
                new OfferBook(clock),
                new Faults(tally),
                tally));
    assertThat(ask(door)).isEqualTo(401);
    pause.close();
    assertThatThrownBy(() -> ask(door)).isInstanceOf(ConnectionClosedException.class);
  }

  private static int ask(FrontDoor door) throws Exception {
    var answer = new BasicClassicHttpResponse(200);
    var request = new BasicClassicHttpRequest("GET", SandboxUnderTest.LEADS);
    door.handle(request, answer, HttpCoreContext.create());
    return answer.getCode();
  }
}
