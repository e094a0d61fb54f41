import static org.springframework.security.oauth2.core.AuthorizationGrantType.CLIENT_CREDENTIALS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * Spring Authorization Server, and an API at /api that wants a token of its making. It is a process
 * of its own, with its own class path: {@code java AuthorizationServer.java PORT CLIENTS}. What it
 * knows of tokens dies with it, and it ends when its standard input does.
 */
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
class AuthorizationServer {

  public static void main(String[] arguments) throws IOException {
    var server = new SpringApplication(AuthorizationServer.class);
    server.setDefaultProperties(
        Map.of(
            "server.address", "127.0.0.1",
            "server.port", arguments[0],
            "clients", arguments[1],
            "logging.level.root", "ERROR",
            "spring.main.banner-mode", "off"));
    var environment = server.run().getEnvironment();
    System.out.println("listens on " + environment.getProperty("local.server.port"));
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  /** The clients of a JSON file, which is read anew for each request: it may change. */
  @Bean
  RegisteredClientRepository clients(@Value("${clients}") Path file) {
    return new RegisteredClientRepository() {
      @Override
      public RegisteredClient findByClientId(String id) {
        try {
          for (JsonNode client : new ObjectMapper().readTree(file.toFile())) {
            if (client.path("id").asText().equals(id)) {
              return registered(client);
            }
          }
          return null;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public RegisteredClient findById(String id) {
        return findByClientId(id);
      }

      @Override
      public void save(RegisteredClient client) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static RegisteredClient registered(JsonNode client) {
    String id = client.path("id").asText();
    return RegisteredClient.withId(id)
        .clientId(id)
        .clientSecret(client.path("secret").asText())
        .clientAuthenticationMethod(
            new ClientAuthenticationMethod(client.path("method").asText().replace('-', '_')))
        .authorizationGrantType(CLIENT_CREDENTIALS)
        .scopes(all -> client.path("scopes").forEach(scope -> all.add(scope.asText())))
        .tokenSettings(
            TokenSettings.builder()
                .accessTokenTimeToLive(Duration.parse(client.path("life").asText()))
                .accessTokenFormat(new OAuth2TokenFormat(client.path("format").asText()))
                .build())
        .build();
  }

  /** Secrets as they are, whatever is in them. */
  @Bean
  @SuppressWarnings("deprecation")
  PasswordEncoder secrets() {
    return NoOpPasswordEncoder.getInstance();
  }

  @Bean
  OAuth2AuthorizationService tokens() {
    return new InMemoryOAuth2AuthorizationService();
  }

  /** It takes a token to the second of its expiry, with no leeway for clocks. */
  @Bean
  FilterRegistrationBean<Filter> api(OAuth2AuthorizationService tokens) {
    Filter api =
        (request, response, chain) -> {
          String header = ((HttpServletRequest) request).getHeader("Authorization");
          String token = String.valueOf(header).replace("Bearer ", "");
          OAuth2Authorization known = tokens.findByToken(token, OAuth2TokenType.ACCESS_TOKEN);
          boolean good = known != null && known.getAccessToken().isActive();
          ((HttpServletResponse) response).setStatus(good ? 200 : 401);
        };
    var registration = new FilterRegistrationBean<>(api);
    registration.addUrlPatterns("/api");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
