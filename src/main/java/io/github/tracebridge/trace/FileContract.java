package io.github.tracebridge.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where TRACE tells of a lead's files. None of the names is known from its documentation.
 *
 * @param documents JSON pointers, {@code *} for each element of a list
 * @param attachments the same
 * @param members what TRACE calls id, name, url, original, processed and status
 */
public record FileContract(
    List<String> documents, List<String> attachments, Map<String, String> members) {
  private static final Set<String> MEMBERS =
      Set.of("id", "name", "url", "original", "processed", "status");

  public FileContract {
    documents = List.copyOf(documents);
    attachments = List.copyOf(attachments);
    members = Map.copyOf(members);
  }

  public static FileContract from(Settings settings) {
    return new FileContract(
        pointers(settings, Setting.FILES_DOCUMENTS),
        pointers(settings, Setting.FILES_ATTACHMENTS),
        members(settings));
  }

  private static List<String> pointers(Settings settings, Setting setting) {
    List<String> pointers = settings.list(setting);
    for (String pointer : pointers) {
      if (!pointer.startsWith("/")) {
        throw SettingException.wrong(setting.property(), "JSON pointers such as /a/*", pointer);
      }
    }
    return pointers;
  }

  private static Map<String, String> members(Settings settings) {
    Map<String, String> members = new HashMap<>();
    for (String pair : settings.list(Setting.FILES_MEMBERS)) {
      String[] both = pair.split("=", 2);
      if (both.length < 2 || !MEMBERS.contains(both[0].strip()) || both[1].isBlank()) {
        throw SettingException.wrong(
            Setting.FILES_MEMBERS.property(),
            "name=TRACE's name, of id, name, url, original, processed and status",
            pair);
      }
      members.put(both[0].strip(), both[1].strip());
    }
    return members;
  }

  /**
   * A file as TRACE tells of it.
   *
   * @param key tells it from others of its kind in the same lead, version after version
   * @param variant document, original or processed
   * @param name as TRACE has it: it may be anything
   * @param url where it is; null where it is not there, or not yet
   * @param status how far TRACE is with it; empty where that is not told
   */
  public record Told(
      String key, String variant, String name, @Nullable String url, String status) {}

  /** Documents of a lead, in their order. */
  public List<Told> documents(JsonNode lead) {
    return told(
        lead, documents, (file, key, into) -> into.accept(told(file, key, "document", "url", "")));
  }

  /** Attachments of a lead, in their order, both variants of each. */
  public List<Told> attachments(JsonNode lead) {
    return told(
        lead,
        attachments,
        (file, key, into) -> {
          String status = text(file, "status");
          into.accept(told(file, key, "original", "original", ""));
          into.accept(told(file, key, "processed", "processed", status));
        });
  }

  private interface Reading {
    void read(JsonNode file, String key, Consumer<Told> into);
  }

  private List<Told> told(JsonNode lead, List<String> pointers, Reading reading) {
    List<Told> all = new ArrayList<>();
    Map<String, Integer> alike = new HashMap<>();
    for (String pointer : pointers) {
      for (JsonNode file : ElementPointer.at(lead, pointer)) {
        if (file.isObject()) {
          String key = key(file);
          int before = alike.merge(key, 1, Integer::sum) - 1;
          reading.read(file, before == 0 ? key : key + " " + before, all::add);
        }
      }
    }
    return all;
  }

  /** Its id where it has one, else its name: its place may change from one version to the next. */
  private String key(JsonNode file) {
    String id = text(file, "id");
    return id.isEmpty() ? "name " + text(file, "name") : "id " + id;
  }

  private Told told(JsonNode file, String key, String variant, String urlMember, String status) {
    String url = text(file, urlMember);
    return new Told(key, variant, text(file, "name"), url.isBlank() ? null : url, status);
  }

  private String text(JsonNode file, String member) {
    String name = members.get(member);
    return name == null ? "" : file.path(name).asText("");
  }
}
