package io.github.tracebridge.leadfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.tracebridge.file.DurableFiles;
import io.github.tracebridge.mapping.FileReferences;
import io.github.tracebridge.trace.ContentHash;
import io.github.tracebridge.trace.FileContract.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files a version of a lead has, and where each is kept: that follows from the lead alone, so
 * it is known before a file is there. Immutable.
 */
public final class LeadFiles implements FileReferences {
  private static final int MARK = 10;

  private final LeadFilesSettings settings;

  public LeadFiles(LeadFilesSettings settings) {
    this.settings = settings;
  }

  List<LeadFile> of(String leadId, JsonNode lead) {
    List<LeadFile> files = new ArrayList<>();
    for (String kind : settings.kinds()) {
      files.addAll(of(leadId, lead, kind));
    }
    return files;
  }

  List<LeadFile> of(String leadId, JsonNode lead, String kind) {
    boolean isDocument = kind.equals(LeadFilesSettings.DOCUMENT);
    List<Told> told =
        isDocument ? settings.contract().documents(lead) : settings.contract().attachments(lead);
    return told.stream()
        .filter(file -> file.url() != null || isAwaited(file))
        .map(file -> file(leadId, kind, file))
        .toList();
  }

  /** A state that is told of a file that is not there: it may come, or never will. */
  private static boolean isAwaited(Told file) {
    return !file.status().isEmpty() && !file.status().equalsIgnoreCase("Completed");
  }

  private static LeadFile file(String leadId, String kind, Told told) {
    String id =
        ContentHash.of(leadId + '\n' + kind + '\n' + told.variant() + '\n' + told.key())
            .substring(0, MARK);
    String variant = told.variant().equals("processed") ? "processed-" : "";
    String path = folder(leadId) + "/" + SafeName.of(told.name(), variant + id);
    return new LeadFile(
        id,
        kind,
        told.variant(),
        told.name(),
        path,
        told.url(),
        ContentHash.of(lasting(told.url()) + '\n' + told.status() + '\n' + path),
        told.url() == null && told.status().equalsIgnoreCase("Failed"));
  }

  /** What a signature is not part of. */
  private static String lasting(@Nullable String url) {
    return url == null ? "" : url.startsWith("http") ? url.split("\\?", 2)[0] : url;
  }

  /** The name of a lead's own folder. */
  private static String folder(String leadId) {
    String mark = ContentHash.of(leadId).substring(0, MARK);
    return leadId.matches("[a-z0-9][a-z0-9-]{0,63}")
            && !leadId.matches("(con|prn|aux|nul|com.|lpt.)")
        ? leadId
        : SafeName.of(leadId.replace('.', '_'), mark);
  }

  /** Those that are there, or on their way. */
  @Override
  public ArrayNode references(String leadId, JsonNode lead) {
    ArrayNode references = JsonNodeFactory.instance.arrayNode();
    for (LeadFile file : of(leadId, lead)) {
      if (file.url() != null) {
        references
            .addObject()
            .put("name", file.name())
            .put("variant", file.variant())
            .put("path", file.path());
      }
    }
    return references;
  }

  /**
   * Erases what is kept of a lead.
   *
   * @param files the folder of all
   * @return how many files there were
   */
  public static int erase(Path files, String leadId) throws IOException {
    Path folder = files.resolve(folder(leadId));
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    int count = 0;
    for (Path each : all) {
      count += !each.equals(folder) && !each.toString().endsWith(DurableFiles.PART) ? 1 : 0;
      Files.deleteIfExists(each);
    }
    return count;
  }
}
