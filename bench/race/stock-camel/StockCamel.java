import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.main.Main;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs the route {@code pull} for each page. Exits with 1 where it failed. */
public final class StockCamel {
  private StockCamel() {}

  public static void main(String[] arguments) throws Exception {
    Main main = new Main();
    main.configure().withRoutesIncludePattern("file:" + System.getenv("ROUTES"));
    main.addOverrideProperty("camel.main.jmxEnabled", "false");
    main.addOverrideProperty("camel.main.startupSummaryLevel", "Off");
    main.bind("before-redelivery", new BeforeRedelivery());
    main.bind("new-lines", new NewLines());
    bindRepository(main);
    main.start();
    int code = 0;
    try (var template = main.getCamelContext().createProducerTemplate()) {
      // a page is an exchange of its own, or the one of a loop would keep what each page leaves to its end
      int size = Integer.parseInt(System.getenv("PAGE_SIZE"));
      int count = size;
      for (int page = 1; count == size; page++) {
        count = template.requestBodyAndHeader("direct:pull", "", "page", page, Integer.class);
      }
    } catch (RuntimeException e) {
      e.printStackTrace();
      code = 1;
    }
    main.stop();
    System.exit(code);
  }

  /**
   * Of the repositories that Camel's documentation names for the idempotent consumer, one in a
   * database. The one on a plain file reads that file anew for each lead that it does not know.
   */
  private static void bindRepository(Main main) {
    // without WRITE_DELAY=0, H2 loses its last half second when it is killed
    String url = "jdbc:h2:file:" + System.getenv("STATE") + "/seen;WRITE_DELAY=0";
    var database = new SingleConnectionDataSource(url, true);
    var required = new TransactionTemplate(new DataSourceTransactionManager(database));
    var seen = new JdbcMessageIdRepository(database, required, "leads");
    main.bind("seen", seen);
    main.bind("PROPAGATION_REQUIRED", new SpringTransactionPolicy(required));
  }

  /** The lines of a page's leads, without those that were seen; the header {@code first} is the first one's id. */
  static final class NewLines implements AggregationStrategy {
    @Override
    public Exchange aggregate(Exchange before, Exchange lead) {
      Exchange page = before == null ? new DefaultExchange(lead) : before;
      if (!lead.getProperty(Exchange.DUPLICATE_MESSAGE, false, Boolean.class)) {
        if (before == null || page.getIn().getHeader("first") == null) {
          page.getIn().setHeader("first", lead.getIn().getHeader("first"));
          page.getIn().setBody(new StringBuilder());
        }
        page.getIn().getBody(StringBuilder.class).append(lead.getIn().getBody(String.class)).append('\n');
      }
      return page;
    }

    @Override
    public void onCompletion(Exchange page) {
      if (page != null && page.getIn().getBody() instanceof StringBuilder lines) {
        page.getIn().setBody(lines.toString());
      }
    }
  }

  /** Drops a token that was refused, and takes the delay from Retry-After where there is one. */
  static final class BeforeRedelivery implements Processor {
    @Override
    public void process(Exchange exchange) {
      Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
      if (cause instanceof HttpOperationFailedException failed) {
        if (failed.getStatusCode() == 401) {
          exchange.removeVariable("global:bearer");
        }
        String after = failed.getResponseHeaders().get("Retry-After");
        if (after != null) {
          exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, Long.parseLong(after) * 1000);
        }
      }
    }
  }
}
