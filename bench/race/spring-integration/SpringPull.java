import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.integration.annotation.Gateway;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.file.FileHeaders;
import org.springframework.integration.file.dsl.Files;
import org.springframework.integration.file.support.FileExistsMode;
import org.springframework.integration.gateway.GatewayProxyFactoryBean;
import org.springframework.integration.handler.advice.RequestHandlerRetryAdvice;
import org.springframework.integration.http.dsl.Http;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.messaging.Message;
import org.springframework.retry.policy.SimpleRetryPolicy;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Pulls all leads once. Exits with 1 where it failed. */
@Configuration(proxyBeanMethods = false)
@EnableIntegration
public class SpringPull {
  private static final String URL = System.getenv("RACE_URL");
  private static final int SIZE = Integer.parseInt(System.getenv("PAGE_SIZE"));

  /** The two flows, as methods. */
  interface Leads {
    @Gateway(requestChannel = "page.input")
    JsonNode page(int number);

    @Gateway(requestChannel = "deliver.input")
    void deliver(JsonNode items);
  }

  public static void main(String[] arguments) {
    int code = 0;
    try (var context = new AnnotationConfigApplicationContext(SpringPull.class)) {
      Leads leads = context.getBean(Leads.class);
      var transaction = new TransactionTemplate(context.getBean(DataSourceTransactionManager.class));
      JsonNode items;
      int number = 1;
      do {
        items = leads.page(number++).get("items");
        JsonNode page = items;
        // a page's marks are committed when it is delivered: what is killed comes again
        transaction.executeWithoutResult(status -> leads.deliver(page));
      } while (items.size() == SIZE);
    } catch (RuntimeException e) {
      e.printStackTrace();
      code = 1;
    }
    System.exit(code);
  }

  @Bean
  GatewayProxyFactoryBean<Leads> leads() {
    return new GatewayProxyFactoryBean<>(Leads.class);
  }

  @Bean
  IntegrationFlow page(RestTemplate rest, RequestHandlerRetryAdvice retry) {
    return flow ->
        flow.handle(
            Http.outboundGateway(URL + "/api/crm/leads/energy-tariff?page={page}&pageSize=" + SIZE, rest)
                .httpMethod(HttpMethod.GET)
                .uriVariable("page", "payload")
                .expectedResponseType(JsonNode.class),
            endpoint -> endpoint.advice(retry));
  }

  /**
   * A page is a file, whole or not there, and what is killed before its marks are committed writes the same one again.
   * https://docs.spring.io/spring-integration/reference/handler-advice/idempotent-receiver.html,
   * https://docs.spring.io/spring-integration/reference/file/writing.html
   */
  @Bean
  IntegrationFlow deliver(JdbcMetadataStore seen) {
    return flow ->
        flow.handle(JsonNode.class, (items, headers) -> unseen(items, seen))
            .handle(
                Files.outboundAdapter(new File(System.getenv("OUT")))
                    .fileExistsMode(FileExistsMode.REPLACE)
                    .charset("UTF-8"));
  }

  /** The lines of those that were not seen, under the first one's name; null where all were. */
  private static Message<String> unseen(JsonNode items, JdbcMetadataStore seen) {
    var lines = new StringBuilder();
    String first = null;
    for (JsonNode lead : items) {
      String id = lead.get("id").textValue();
      if (seen.putIfAbsent(id, "seen") == null) {
        first = first == null ? id : first;
        lines.append(lead).append('\n');
      }
    }
    return first == null
        ? null
        : MessageBuilder.withPayload(lines.toString())
            .setHeader(FileHeaders.FILENAME, first + ".ndjson")
            .build();
  }

  @Bean
  RequestHandlerRetryAdvice retry() {
    var template = new RetryTemplate();
    template.setRetryPolicy(new SimpleRetryPolicy(8));
    template.setBackOffPolicy(new RetryAfterBackOff());
    var advice = new RequestHandlerRetryAdvice();
    advice.setRetryTemplate(template);
    return advice;
  }

  @Bean
  RestTemplate rest() {
    var rest = new RestTemplate(requests());
    rest.getInterceptors().add(oauth2());
    return rest;
  }

  private static JdkClientHttpRequestFactory requests() {
    var factory =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    factory.setReadTimeout(Duration.ofSeconds(30));
    return factory;
  }

  /** https://docs.spring.io/spring-security/reference/servlet/oauth2/client/ */
  private static OAuth2ClientHttpRequestInterceptor oauth2() {
    var registrations =
        new InMemoryClientRegistrationRepository(
            ClientRegistration.withRegistrationId("trace")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientId(System.getenv("CLIENT_ID"))
                .clientSecret(System.getenv("CLIENT_SECRET"))
                .tokenUri(URL + "/api/auth/m2m-login")
                .build());
    var clients = new InMemoryOAuth2AuthorizedClientService(registrations);
    var manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, clients);
    RestClient login = RestClient.create(new RestTemplate(requests()));
    manager.setAuthorizedClientProvider(
        OAuth2AuthorizedClientProviderBuilder.builder()
            .clientCredentials(
                grant ->
                    grant
                        .accessTokenResponseClient(request -> logIn(login, request))
                        // its default of a minute would ask for a token for each page where they are short
                        .clockSkew(Duration.ofSeconds(1)))
            .build());
    var interceptor = new OAuth2ClientHttpRequestInterceptor(manager);
    interceptor.setClientRegistrationIdResolver(request -> "trace");
    interceptor.setAuthorizationFailureHandler(
        OAuth2ClientHttpRequestInterceptor.authorizationFailureHandler(clients));
    return interceptor;
  }

  /** The login takes JSON, where Spring's own client would send RFC 6749's form. */
  private static OAuth2AccessTokenResponse logIn(
      RestClient login, OAuth2ClientCredentialsGrantRequest request) {
    ClientRegistration client = request.getClientRegistration();
    JsonNode answer =
        login
            .post()
            .uri(client.getProviderDetails().getTokenUri())
            .contentType(MediaType.APPLICATION_JSON)
            .body(
                Map.of(
                    "clientId", client.getClientId(),
                    "clientSecret", client.getClientSecret(),
                    "audience", System.getenv("AUDIENCE")))
            .retrieve()
            .body(JsonNode.class);
    return OAuth2AccessTokenResponse.withToken(answer.get("access_token").textValue())
        .tokenType(TokenType.BEARER)
        .expiresIn(answer.get("expires_in").longValue())
        .build();
  }

  @Bean
  JdbcMetadataStore seen(DataSource database) {
    return new JdbcMetadataStore(database);
  }

  @Bean
  DataSource database() {
    // without WRITE_DELAY=0, H2 loses its last half second when it is killed
    String url = "jdbc:h2:file:" + System.getenv("STATE") + "/seen;WRITE_DELAY=0";
    var database = new SingleConnectionDataSource(url, true);
    // as in Spring Integration's schema-h2.sql
    new JdbcTemplate(database)
        .execute(
            "create table if not exists INT_METADATA_STORE (METADATA_KEY varchar(255) not null,"
                + " METADATA_VALUE varchar(4000), REGION varchar(100) not null,"
                + " constraint INT_METADATA_STORE_PK primary key (METADATA_KEY, REGION))");
    return database;
  }

  @Bean
  DataSourceTransactionManager transactions(DataSource database) {
    return new DataSourceTransactionManager(database);
  }
}
