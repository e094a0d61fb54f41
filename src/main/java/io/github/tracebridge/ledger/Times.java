package io.github.tracebridge.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jspecify.annotations.Nullable;

/**
 * Times in the ledger: UTC as text of one width, to the microsecond, which sorts and compares as
 * the times do on every database.
 */
public final class Times {
  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private Times() {}

  /** Null where there is none. */
  public static @Nullable Instant read(ResultSet row, String column) throws SQLException {
    return parse(row.getString(column));
  }

  /** As the ledger keeps it; parts of a microsecond are cut off. */
  public static String text(Instant time) {
    return TEXT.format(time);
  }

  static Jdbi register(Jdbi jdbi) {
    return jdbi.registerArgument(new Writer())
        .registerColumnMapper(
            Instant.class,
            (ColumnMapper<Instant>) (row, column, context) -> parse(row.getString(column)));
  }

  private static @Nullable Instant parse(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static final class Writer extends AbstractArgumentFactory<Instant> {
    Writer() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(Instant time, ConfigRegistry config) {
      return (position, statement, context) -> statement.setString(position, text(time));
    }
  }
}
