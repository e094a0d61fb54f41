import org.apache.camel.main.Main;

/** Runs the route {@code pull} once: a stock Camel Main with nothing of Tracebridge. */
public final class StockPull {
  private StockPull() {}

  /** Arguments: the routes' file, the server's URL, the audience, the folder to write to. */
  public static void main(String[] arguments) throws Exception {
    Main main = new Main();
    main.configure().withRoutesIncludePattern("file:" + arguments[0]);
    main.addOverrideProperty("camel.main.jmxEnabled", "false");
    main.addOverrideProperty("camel.main.startupSummaryLevel", "Off");
    main.addOverrideProperty("trace.url", arguments[1]);
    main.addOverrideProperty("trace.audience", arguments[2]);
    main.addOverrideProperty("pull.folder", arguments[3]);
    main.start();
    try (var template = main.getCamelContext().createProducerTemplate()) {
      template.requestBody("direct:pull", "");
    } finally {
      main.stop();
    }
  }
}
