package io.github.tracebridge.cli;

import io.github.tracebridge.lead.WindowPlan.Cost;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What a walk of a window would cost. */
@Command(
    name = "plan",
    description = "Asks TRACE for one page of a window and says what a backfill of it costs.")
final class PlanCommand implements Callable<Integer> {
  @ParentCommand private Tracebridge program = new Tracebridge();

  @Mixin private WindowOptions options = new WindowOptions();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try {
      Cost cost = new WindowDesk(program).plan(options.required());
      return json ? LeadWords.print(facts(cost)) : print(cost);
    } catch (IllegalArgumentException e) {
      System.err.println("tracebridge: plan: " + e.getMessage());
      return ExitCode.BAD_USE;
    }
  }

  static int print(Cost cost) {
    System.out.printf("window    %s, its end not included%n", cost.window());
    Long pages = cost.pages();
    Long requests = cost.requests();
    if (pages == null || requests == null) {
      System.out.printf(
          "leads     %d or more: TRACE tells no total (trace.leads.total)%n"
              + "requests  two for each page of %d, for without a total a walk is proved by a second"
              + " pass%n",
          cost.pageSize(), cost.pageSize());
    } else {
      System.out.printf("leads     %d%n", cost.leads());
      System.out.printf("pages     %d of %d%n", pages, cost.pageSize());
      System.out.printf(
          "requests  %d%s, and one for a token%n",
          requests, requests > pages ? ", the first page again at the end" : "");
    }
    System.out.printf("time      %s%n", time(cost));
    return ExitCode.DONE;
  }

  private static String time(Cost cost) {
    if (cost.aWindow() == 0) {
      return "as long as TRACE takes to answer: there is no quota (quota.requests)";
    }
    String half =
        "%d requests in %s, the rest of the quota stays free for live walks"
            .formatted(cost.aWindow(), words(cost.quotaWindow()));
    return cost.time() == null
        ? "not known; " + half
        : "about " + words(cost.time()) + " and what TRACE takes to answer: " + half;
  }

  private static String words(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200 ? (seconds + 59) / 60 + " min" : (seconds + 3599) / 3600 + " h";
  }

  private static Map<String, @Nullable Object> facts(Cost cost) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("from", cost.window().from().toString());
    facts.put("to", cost.window().to().toString());
    facts.put("leads", cost.leads());
    facts.put("pageSize", cost.pageSize());
    facts.put("pages", cost.pages());
    facts.put("requests", cost.requests());
    Duration time = cost.time();
    facts.put("seconds", time == null ? null : time.toSeconds());
    facts.put("requestsAWindow", cost.aWindow());
    facts.put("windowSeconds", cost.quotaWindow().toSeconds());
    return facts;
  }
}
