package io.github.tracebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BillTest {
  @Test
  void tellsWhatRequestsWereSpentOn() {
    assertThat(Bill.words(Map.of("lead-pages", 205L, "uploads", 6L, "login", 3L)))
        .isEqualTo("214 requests: 3 logins, 205 lead pages, 6 uploads");
    assertThat(Bill.words(Map.of("windows", 2L, "files", 1L, "other", 1L, "of-my-own", 1L)))
        .isEqualTo("5 requests: 2 pages of windows, 1 file, 2 other");
    assertThat(Bill.words(Map.of("login", 1L))).isEqualTo("1 request: 1 login");
    assertThat(Bill.words(Map.of())).isEqualTo("0 requests");
  }
}
