import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Pulls all leads into one file of lines. */
public final class BarePull {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private BarePull() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> env = System.getenv();
    int size = Integer.parseInt(env.get("PAGE_SIZE"));
    Map<String, String> login =
        Map.of(
            "clientId", env.get("CLIENT_ID"),
            "clientSecret", env.get("CLIENT_SECRET"),
            "audience", env.get("AUDIENCE"));
    String token =
        send(request("/api/auth/m2m-login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(login))))
            .get("access_token")
            .textValue();
    try (var out = Files.newBufferedWriter(Path.of(env.get("OUT"), "leads.ndjson"))) {
      JsonNode items;
      int page = 1;
      do {
        String path = "/api/crm/leads/energy-tariff?page=" + page++ + "&pageSize=" + size;
        items = send(request(path).header("Authorization", "Bearer " + token)).get("items");
        for (JsonNode lead : items) {
          out.write(lead.toString());
          out.write('\n');
        }
      } while (items.size() == size);
    }
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(System.getenv("RACE_URL") + path));
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("answered " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }
}
