package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.sink.TestCrm;
import io.github.tracebridge.sink.TestCrm.Reply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was due at a sink that leads go to no more. */
class RetentionTest {
  @TempDir Path folder;
  private final TestCrm crm = new TestCrm();
  private final PrintStream err = System.err;
  private final PrintStream out = System.out;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private WholeJob job;

  @BeforeEach
  void begin() {
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    job =
        new WholeJob(folder)
            .leads(12)
            .set(Setting.LEADS_SINKS, "file,http")
            .setOf("http", Setting.SINK_URL, crm.uri() + "/leads");
  }

  @AfterEach
  void end() {
    System.setOut(out);
    System.setErr(err);
    job.close();
    crm.close();
  }

  @Test
  void isErasedWhenItIsOldAndThatIsSaid() throws Exception {
    crm.next = request -> Reply.DENIED;
    job.job().call("direct:lead-sync");
    job.deliver();
    age();
    job.set(Setting.LEADS_SINKS, "file").set(Setting.LEADS_KEEP, "30d");
    assertThat(job.command("sync", "--once")).isZero();
    assertThat(kept()).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce(
            "sink http is not in leads.sinks: 12 leads that it never got are erased, older than"
                + " leads.keep");
    crm.next = request -> Reply.GOOD;
    job.sandbox().leads().change(2);
    job.set(Setting.LEADS_SINKS, "file,http").sync();
    assertThat(crm.byId).as("what is new goes there when it is back").hasSize(2);
  }

  @Test
  void staysWhileItIsYoung() throws Exception {
    crm.next = request -> Reply.DENIED;
    job.job().call("direct:lead-sync");
    job.deliver();
    job.restart().set(Setting.LEADS_SINKS, "file").set(Setting.LEADS_KEEP, "30d").sync();
    assertThat(kept()).isEqualTo(12);
  }

  private void age() {
    job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx -> {
                  for (String column :
                      List.of("lead_version.seen_at", "delivery.changed_at", "batch.decided_at")) {
                    backdate(tx, column.split("[.]")[0], column.split("[.]")[1]);
                  }
                  return 0;
                }));
  }

  private static void backdate(Handle tx, String table, String column) {
    tx.execute("update " + table + " set " + column + " = '2020' || substr(" + column + ", 5)");
  }

  private long kept() {
    return job.ledger(
        jdbi ->
            jdbi.withHandle(
                tx ->
                    tx.select("select count(*) from lead_version where body is not null")
                        .mapTo(Long.class)
                        .one()));
  }
}
