package io.github.tracebridge.setting;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every setting there is: its name, its default and what it means. {@code docs/configuration.md} is
 * held against this list by a test. A part in angle brackets stands for a name of the user's own.
 */
public enum Setting {
  AUTH_URL("trace.auth-url", null, "Base of TRACE's login."),
  API_URL("trace.api-url", "{{trace.auth-url}}", "Base of TRACE's CRM and upload APIs."),

  DIALECT("camel.oauth.<connection>.dialect", "trace-m2m", "How a connection comes by its token."),
  TOKEN_ENDPOINT(
      "camel.oauth.<connection>.token-endpoint",
      "{{trace.auth-url}}/api/auth/m2m-login",
      "Where a token is asked for."),
  CONNECTION_API_URL(
      "camel.oauth.<connection>.api-url",
      "{{trace.api-url}}",
      "Base of the API that the token is for; with the token endpoint's, the only origins that see"
          + " it."),
  CLIENT_ID("camel.oauth.<connection>.client-id", null, "Client id."),
  CLIENT_SECRET("camel.oauth.<connection>.client-secret", null, "Client secret, taken as it is."),
  CLIENT_SECRET_FILE(
      "camel.oauth.<connection>.client-secret-file",
      null,
      "File that holds the client secret, read anew for each token; white space around it is"
          + " dropped."),
  CLIENT_SECRET_FROM(
      "camel.oauth.<connection>.client-secret-from",
      null,
      "Vault and name of the client secret in it, such as aws:trace; asked anew for each token."),
  AUDIENCE("camel.oauth.<connection>.audience", null, "The API that the token is asked for."),
  SCOPE("camel.oauth.<connection>.scope", "", "Scope to ask for, where the dialect asks for one."),
  BASIC_ENCODING(
      "camel.oauth.<connection>.basic-encoding",
      "plain",
      "How client-secret-basic writes id and secret: plain, or form as RFC 6749 says."),
  TOKEN("camel.oauth.<connection>.token", null, "Token of the dialect bearer-token."),
  TOKEN_FILE(
      "camel.oauth.<connection>.token-file",
      null,
      "File that holds that token; white space around it is dropped."),
  TOKEN_FROM("camel.oauth.<connection>.token-from", null, "Vault and name of that token in it."),
  PROBE("camel.oauth.<connection>.probe", "", "Path that check asks the API for; empty: none."),
  EXPIRY_MARGIN(
      "camel.oauth.<connection>.cached-tokens-expiration-margin-seconds",
      "20",
      "How many seconds before its expiry a token is no longer used; at most a tenth of its life."),
  DEFAULT_EXPIRY(
      "camel.oauth.<connection>.cached-tokens-default-expiry-seconds",
      "3600",
      "Life of a token, in seconds, where the answer does not say."),

  DATA_DIR("data.dir", "data", "Folder of the ledger and of the files that sinks write."),
  LEDGER_URL(
      "ledger.url",
      "",
      "JDBC URL of the ledger; PostgreSQL alone; empty: one SQLite file in data.dir."),
  LEDGER_USERNAME("ledger.username", "", "User of the ledger's database."),
  LEDGER_PASSWORD("ledger.password", "", "Password of the ledger's database."),
  LEDGER_PASSWORD_FILE("ledger.password-file", null, "File that holds that password."),

  LEADS_SCHEDULE("leads.schedule", "60s", "When leads are walked: a period, or cron and its zone."),
  LEADS_FULL_SCHEDULE(
      "leads.full-schedule", "0 0 3 * * ?", "When all leads are reconciled: the same forms."),
  LEADS_LOOKBACK("leads.lookback", "10m", "How far a walk goes back behind its cursor."),
  LEADS_SETTLE("leads.settle", "30s", "How far the cursor stays behind TRACE's own time."),
  LEADS_SINKS("leads.sinks", "file", "Where leads are delivered, separated by commas."),
  LEADS_KEEP(
      "leads.keep",
      "",
      "How long the ledger keeps what leads tell, once every sink has it; empty: for ever."),
  LEADS_FILES(
      "leads.files",
      "off",
      "Which files of leads are fetched: off, documents, attachments or all."),
  LEADS_FILES_LIMIT("leads.files-limit", "100MB", "Largest file of a lead that is taken."),
  LEADS_FILES_TYPES(
      "leads.files-types",
      "",
      "Content types that are taken, separated by commas, such as application/pdf,text/*; empty: any."),
  LEADS_VANISH_LIMIT(
      "leads.vanish-limit",
      "5",
      "Percent of all leads that may vanish at once before they are held back; one may always."),
  LEADS_FRESHNESS(
      "leads.freshness",
      "",
      "Age of the last proved walk above which health says down; empty: by leads.schedule."),

  OFFERS_FOLDER(
      "offers.folder", "{{data.dir}}/offers", "Folder of inbox/ and of what becomes of its files."),
  OFFERS_LOOK("offers.look", "1s", "How often the inbox is looked into."),
  OFFERS_SETTLE("offers.settle", "10s", "How long a file must stand still before it is taken."),
  OFFERS_SIDECAR(
      "offers.sidecar",
      "none",
      "File that says its neighbour is whole: none, done (NAME.done) or sha256 (NAME.sha256)."),
  OFFERS_HOLD_ABOVE(
      "offers.hold-above",
      "",
      "Percent of a price's move above which a file is held until approved; empty: none is."),
  OFFERS_RESEND_AFTER(
      "offers.resend-after",
      "30s",
      "How long an upload whose answer was lost is left alone before it is sent once more."),
  OFFERS_READ_BACK(
      "offers.read-back",
      "false",
      "Whether TRACE's contract options are asked what became of an upload without an answer."),
  OFFERS_PATIENCE("offers.patience", "15m", "How long a file may wait before health says down."),
  OFFERS_WARN_RULES(
      "offers.warn-rules",
      "byte-order-mark,country-code-missing,technology-position,unknown-member,year-after-quarter",
      "Rules of docs/offers.md that only warn, separated by commas; all others refuse."),
  OFFERS_CSV_CHARSET(
      "offers.csv-charset",
      "utf-8",
      "Encoding of CSV files: utf-8, or windows-1252 for those that are not UTF-8."),
  OFFERS_CSV_DECIMAL(
      "offers.csv-decimal",
      "auto",
      "Decimal sign of CSV files: comma, point, or auto for what can be read in one way only."),

  LEADS_PATH("trace.leads.path", "/api/crm/leads/energy-tariff", "Path of the list of leads."),
  LEADS_SCOPE("trace.leads.scope", "read:leads", "Scope that a token needs to read leads."),
  PAGE_SIZE("trace.leads.page-size", "100", "Leads asked for at once; TRACE allows 100."),
  PAGE_PARAM("trace.leads.page-param", "page", "Parameter of the page number."),
  SIZE_PARAM("trace.leads.size-param", "pageSize", "Parameter of the page size."),
  PAGE_BASE("trace.leads.page-base", "1", "Number of the first page, 0 or 1."),
  CREATED_FROM("trace.leads.created-from-param", "createdFrom", "Parameter; empty: none."),
  CREATED_TO("trace.leads.created-to-param", "createdTo", "Parameter, not included; empty: none."),
  UPDATED_FROM("trace.leads.updated-from-param", "updatedFrom", "Parameter; empty: none."),
  LIST("trace.leads.list", "/items", "JSON pointer of the list in an answer; empty: its root."),
  TOTAL("trace.leads.total", "/totalCount", "JSON pointer of the total; empty: none is told."),
  LEAD_ID("trace.leads.id", "/id", "JSON pointer of the id in a lead."),
  LEAD_CREATED("trace.leads.created", "/createdAt", "JSON pointer; empty: none."),
  LEAD_UPDATED("trace.leads.updated", "/updatedAt", "JSON pointer; empty: none."),
  TARIFF_KIND(
      "trace.leads.tariff-kind",
      "/tariffs/*/tariffType",
      "JSON pointer of the kind of each tariff in a lead, for counts alone; empty: none."),
  VOLATILE(
      "trace.leads.volatile",
      "/offerDocuments/*/url,/offerDocuments/*/expiresAt,"
          + "/solarAssets/*/attachments/*/originalDownloadUrl,"
          + "/solarAssets/*/attachments/*/processedDownloadUrl,"
          + "/windAssets/*/attachments/*/originalDownloadUrl,"
          + "/windAssets/*/attachments/*/processedDownloadUrl",
      "JSON pointers that do not make a lead a changed one, separated by commas."),
  FILES_DOCUMENTS(
      "trace.files.documents",
      "/offerDocuments/*",
      "JSON pointers of the offer documents in a lead, separated by commas."),
  FILES_ATTACHMENTS(
      "trace.files.attachments",
      "/solarAssets/*/attachments/*,/windAssets/*/attachments/*",
      "JSON pointers of the attachments in a lead, separated by commas."),
  FILES_MEMBERS(
      "trace.files.members",
      "id=id,name=fileName,url=url,original=originalDownloadUrl,processed=processedDownloadUrl,"
          + "status=processingStatus",
      "What TRACE calls the members of these: identity, file name, a document's URL, an attachment's two"
          + " and its state."),
  UPLOAD_DIRECT_MARKETING_PATH(
      "trace.upload.direct-marketing-path",
      "/tariff-management/direct-marketing/upload",
      "Path that direct marketing offers go to."),
  UPLOAD_PPA_PATH(
      "trace.upload.ppa-path", "/tariff-management/ppa/upload", "Path that PPA offers go to."),
  CONTRACT_OPTIONS_PATH(
      "trace.upload.contract-options-path",
      "/tariff-management/offers/schedules/contract-options",
      "Path of the contract options."),
  UPLOAD_PART_NAME("trace.upload.part-name", "file", "Name of the part that holds the file."),
  UPLOAD_RESULTS_IN_ORDER(
      "trace.upload.results-in-order",
      "assumed",
      "Whether TRACE's results come in the order of the offers: true, false or assumed. If false, a"
          + " file that is published in part is unclear."),
  UPLOAD_RESPONSE_TIMEOUT(
      "trace.upload.response-timeout",
      "2m",
      "How long TRACE may stay silent over an upload before its answer counts as lost."),
  LIMITED_STATUSES(
      "trace.limited-statuses",
      "429,503",
      "Statuses that say the quota is used up; 503 only when nothing remains."),

  QUOTA_REQUESTS("quota.requests", "100", "Requests to TRACE allowed a window; 0: no limit."),
  QUOTA_WINDOW("quota.window", "60s", "Length of that window."),
  CONNECTION_QUOTA_REQUESTS(
      "quota.<connection>.requests",
      "0",
      "The same for a connection that is not TRACE's; sink-http is that of the sink http without one."),
  CONNECTION_QUOTA_WINDOW("quota.<connection>.window", "60s", "Its window."),

  FILE_SINK_FOLDER("sinks.file.folder", "{{data.dir}}/leads", "Where the file sink writes."),
  KAFKA_SERVERS(
      "sinks.kafka.bootstrap-servers",
      null,
      "Kafka's brokers to begin with, host:port, separated by commas."),
  KAFKA_TOPIC("sinks.kafka.topic", null, "Topic that leads go to."),
  KAFKA_TRANSACTIONAL_ID(
      "sinks.kafka.transactional-id",
      "tracebridge-{{sinks.kafka.topic}}",
      "Transactional id, and consumer group that keeps which batch Kafka has; each ledger needs its"
          + " own."),
  KAFKA_CLIENT_FILE(
      "sinks.kafka.client-file",
      "",
      "File of Kafka's own client settings, such as security.protocol; empty: none."),
  SINK_VERSIONS(
      "sinks.<sink>.versions",
      "",
      "Which of a lead's versions it gets: every or latest; empty: every for file and kafka, else"
          + " latest."),
  SINK_BATCH(
      "sinks.<sink>.batch",
      "",
      "Most leads that go to it at once; empty: 500 where it gets every version, else 1."),
  SINK_PARALLEL("sinks.<sink>.parallel", "4", "Requests to it that may be under way at once."),
  SINK_REPEAT(
      "sinks.<sink>.repeat",
      "",
      "What may be done about a request without an answer: safe (sent again), look-up (its route asks"
          + " first), never (a person decides); empty: by its method, headers and look-up, else"
          + " never."),
  SINK_LOOK_UP_AFTER(
      "sinks.<sink>.look-up-after",
      "30s",
      "How long a request without an answer is left alone, for the sink may still be at work on it."),
  SINK_MAPPING(
      "sinks.<sink>.mapping",
      "",
      "File that makes a record of a lead; empty: mapping/<sink>.jslt, and where there is none the lead"
          + " as it is."),
  SINK_URL("sinks.<sink>.url", null, "Base of a CRM's API."),
  SINK_CONNECTION(
      "sinks.<sink>.connection", "", "Connection whose token the CRM gets; empty: it gets none."),
  SINK_METHOD("sinks.<sink>.method", "PUT", "Method that writes a lead: PUT, POST or PATCH."),
  SINK_PATH(
      "sinks.<sink>.path",
      "/{id}",
      "Path behind the url; {id}, {version} and {key} stand for the lead's."),
  SINK_HEADERS(
      "sinks.<sink>.headers",
      "",
      "Headers of that request, Name: value, separated by commas; taken as they are, and their values"
          + " masked."),
  SINK_HEADERS_FILE(
      "sinks.<sink>.headers-file", null, "File of more such headers, one a line, in UTF-8."),
  SINK_KEY_HEADER(
      "sinks.<sink>.key-header",
      "",
      "Header for a key by which the CRM knows a repetition; empty: none."),
  SINK_LOOK_UP(
      "sinks.<sink>.look-up",
      "",
      "Path of a GET that finds a lead that may be there, with {id}; empty: none."),
  SINK_LOOK_UP_FOUND(
      "sinks.<sink>.look-up-found",
      "",
      "JSON pointer to what that GET found: not there where it is null, 0 or empty; empty: the answer"
          + " is a list, or has one."),
  SINK_STATUSES(
      "sinks.<sink>.statuses",
      "",
      "What statuses mean where it is not the usual: 404=refused and so on; see docs/sinks.md."),
  TRYTON_DATABASE("sinks.tryton.database", null, "Tryton's database."),
  TRYTON_USERNAME("sinks.tryton.username", null, "Login of Tryton's user for this."),
  TRYTON_PASSWORD("sinks.tryton.password", null, "Password of that user."),
  TRYTON_PASSWORD_FILE("sinks.tryton.password-file", null, "File that holds that password."),

  HTTP_RETRIES("http.retries", "4", "How often a call is repeated after a passing fault."),
  HTTP_RETRY_DELAY("http.retry-delay", "1s", "Wait before the first repetition; then doubled."),
  HTTP_CONNECT_TIMEOUT("http.connect-timeout", "10s", "How long a connection may take."),
  HTTP_RESPONSE_TIMEOUT("http.response-timeout", "30s", "How long an answer may stay silent."),
  HTTP_ANSWER_TIMEOUT(
      "http.answer-timeout", "5m", "How long an answer may take, to its last byte."),

  HTTP_PLAIN_HOSTS(
      "http.plain-hosts",
      "",
      "Hosts beside this one that secrets may go to without TLS, separated by commas."),
  HTTP_TRUSTSTORE(
      "http.truststore",
      "",
      "Certificates to trust instead of Java's: PEM, or a PKCS12 or JKS store."),
  HTTP_TRUSTSTORE_PASSWORD("http.truststore-password", null, "Password of that store."),
  HTTP_TRUSTSTORE_PASSWORD_FILE(
      "http.truststore-password-file", null, "File that holds that password."),
  HTTP_KEYSTORE(
      "http.keystore", "", "PKCS12 or JKS store with the key by which this side shows who it is."),
  HTTP_KEYSTORE_PASSWORD("http.keystore-password", null, "Password of that store and its key."),
  HTTP_KEYSTORE_PASSWORD_FILE(
      "http.keystore-password-file", null, "File that holds that password."),
  HTTP_PROXY(
      "http.proxy", "", "Proxy for all calls but those to this host, such as http://proxy:3128."),
  HTTP_NO_PROXY(
      "http.no-proxy",
      "",
      "Hosts that are called without it, separated by commas; .example.com for all in a domain."),
  HTTP_PROXY_USERNAME("http.proxy-username", "", "User of the proxy, where it asks for one."),
  HTTP_PROXY_PASSWORD("http.proxy-password", null, "Password of that user."),
  HTTP_PROXY_PASSWORD_FILE("http.proxy-password-file", null, "File that holds that password."),

  LOG_FORMAT(
      "log.format", "text", "Form of log lines: text, or json by the Elastic Common Schema."),

  MANAGEMENT_HOST(
      "management.host", "127.0.0.1", "Address of the status page, health, metrics and Jolokia."),
  MANAGEMENT_PORT("management.port", "8090", "Port of these; 0: none."),
  MANAGEMENT_PASSWORD(
      "management.password",
      "",
      "Password of user operator, for whoever acts or looks from afar; empty: one is made in"
          + " data.dir/management-password."),
  MANAGEMENT_PASSWORD_FILE("management.password-file", null, "File that holds that password."),

  ALERTS_URL(
      "alerts.url",
      "",
      "URL of a webhook that hears of each incident of run, and of its end; empty: none."),
  ALERTS_URL_FILE("alerts.url-file", null, "File that holds that URL.");

  /** How a secret can be given: itself, its file, or the vault that has it. */
  private static final List<String> WAYS = List.of("", "-file", "-from");

  private static final Pattern PLACE = Pattern.compile("<[a-z]+>");

  private final String template;
  private final @Nullable String fallback;
  private final String meaning;
  private final Pattern pattern;

  Setting(String template, @Nullable String fallback, String meaning) {
    this.template = template;
    this.fallback = fallback;
    this.meaning = meaning;
    this.pattern =
        Pattern.compile(template.replace(".", "\\.").replaceAll("<[a-z]+>", "[A-Za-z0-9_-]+"));
  }

  /** The name as documented, places for own names in angle brackets. */
  public String template() {
    return template;
  }

  /** The default; null where a user must say, empty where nothing is a value too. */
  public @Nullable String fallback() {
    return fallback;
  }

  public String meaning() {
    return meaning;
  }

  /** The property's name, with the user's own name in its place, if it has one. */
  public String property(String... own) {
    return own.length == 0 ? template : PLACE.matcher(template).replaceFirst(own[0]);
  }

  public boolean hasPlace() {
    return PLACE.matcher(template).find();
  }

  /** Whether the value must never be shown. */
  public boolean isSecret() {
    return switch (this) {
      case CLIENT_SECRET,
          TOKEN,
          LEDGER_PASSWORD,
          MANAGEMENT_PASSWORD,
          ALERTS_URL,
          HTTP_TRUSTSTORE_PASSWORD,
          HTTP_KEYSTORE_PASSWORD,
          HTTP_PROXY_PASSWORD,
          TRYTON_PASSWORD,
          SINK_HEADERS ->
          true;
      default -> false;
    };
  }

  /** All names that a secret can be given by, where this is one of them; else none. */
  static List<String> ways(String name) {
    String plain = name.replaceFirst("-(file|from)$", "");
    return all().stream().anyMatch(setting -> setting.isSecret() && setting.matches(plain))
        ? WAYS.stream().map(plain::concat).toList()
        : List.of();
  }

  /** Whether empty is a value: what it names is not there. */
  public boolean mayBeEmpty() {
    return switch (this) {
      case SIZE_PARAM,
          CREATED_FROM,
          CREATED_TO,
          UPDATED_FROM,
          LIST,
          TOTAL,
          LEAD_CREATED,
          LEAD_UPDATED,
          TARIFF_KIND,
          VOLATILE,
          OFFERS_WARN_RULES ->
          true;
      default -> false;
    };
  }

  /** Whether this setting goes by that name. */
  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  /** The name that the environment has for a property, by Camel's rule. */
  public static String environmentName(String property) {
    StringBuilder name = new StringBuilder(property);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'a' && c <= 'z') {
        name.setCharAt(i, Character.toUpperCase(c));
      } else if (!(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
        name.setCharAt(i, '_');
      }
    }
    return name.toString();
  }

  static List<Setting> all() {
    return Arrays.asList(values());
  }
}
