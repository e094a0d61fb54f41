package io.github.tracebridge.trace;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonPointer;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names in TRACE's list of leads. None of them is known from its documentation, so each is a
 * setting; an empty name means that TRACE has no such thing.
 *
 * @param pageBase number of the first page
 * @param list where the list is; the empty pointer is the root
 * @param total where the total is; null where none is told
 * @param created where a lead's creation time is; null where none is told
 * @param updated where a lead's time of last change is; null where none is told
 */
public record LeadContract(
    String path,
    int pageSize,
    String pageParam,
    String sizeParam,
    int pageBase,
    String createdFromParam,
    String updatedFromParam,
    JsonPointer list,
    @Nullable JsonPointer total,
    JsonPointer id,
    @Nullable JsonPointer created,
    @Nullable JsonPointer updated,
    List<String> volatilePaths) {
  public LeadContract {
    if (!UploadContract.PATH.matcher(path).matches()) {
      throw wrong(Setting.LEADS_PATH, "a path", path);
    }
  }

  public static LeadContract from(Settings settings) {
    return new LeadContract(
        settings.text(Setting.LEADS_PATH),
        settings.count(Setting.PAGE_SIZE, 1, 100),
        settings.text(Setting.PAGE_PARAM),
        settings.text(Setting.SIZE_PARAM),
        settings.count(Setting.PAGE_BASE, 0, 1),
        settings.text(Setting.CREATED_FROM),
        settings.text(Setting.UPDATED_FROM),
        pointer(settings, Setting.LIST),
        optionalPointer(settings, Setting.TOTAL),
        pointer(settings, Setting.LEAD_ID),
        optionalPointer(settings, Setting.LEAD_CREATED),
        optionalPointer(settings, Setting.LEAD_UPDATED),
        volatilePaths(settings));
  }

  /**
   * The query of one page.
   *
   * @param page counted from 0
   * @param filter name of a date filter; empty for none
   * @param from its value, rounded down to the second so that nothing at the edge is left out
   */
  public String query(int page, String filter, @Nullable Instant from) {
    StringBuilder query = new StringBuilder(pageParam).append('=').append(page + pageBase);
    if (!sizeParam.isEmpty()) {
      query.append('&').append(sizeParam).append('=').append(pageSize);
    }
    if (!filter.isEmpty() && from != null) {
      String time = from.truncatedTo(ChronoUnit.SECONDS).toString();
      query.append('&').append(filter).append('=');
      query.append(URLEncoder.encode(time, StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  /** All of it as one text, the same for the same names. */
  public String text() {
    return Stream.of(
            path,
            pageSize,
            pageParam,
            sizeParam,
            pageBase,
            createdFromParam,
            updatedFromParam,
            list,
            total,
            id,
            created,
            updated,
            volatilePaths)
        .map(String::valueOf)
        .collect(joining("\n"));
  }

  private static List<String> volatilePaths(Settings settings) {
    List<String> paths = settings.list(Setting.VOLATILE);
    paths.forEach(path -> pointer(Setting.VOLATILE, path));
    return paths;
  }

  private static @Nullable JsonPointer optionalPointer(Settings settings, Setting setting) {
    return settings.text(setting).isEmpty() ? null : pointer(settings, setting);
  }

  private static JsonPointer pointer(Settings settings, Setting setting) {
    return pointer(setting, settings.text(setting));
  }

  private static JsonPointer pointer(Setting setting, String text) {
    try {
      return JsonPointer.compile(text);
    } catch (IllegalArgumentException e) {
      throw wrong(setting, "a JSON pointer", text);
    }
  }

  private static SettingException wrong(Setting setting, String expected, String value) {
    return SettingException.wrong(
        setting.property(), expected + " such as " + setting.fallback(), value);
  }
}
