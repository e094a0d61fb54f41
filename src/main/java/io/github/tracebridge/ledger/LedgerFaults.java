package io.github.tracebridge.ledger;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why a ledger cannot be used. */
final class LedgerFaults {
  private static final int SQLITE_IO_ERROR = 10;
  private static final int SQLITE_CORRUPT = 11;
  private static final int SQLITE_FULL = 13;
  private static final int SQLITE_NO_DATABASE = 26;

  /** An extended result code has the plain one in its low byte. */
  private static final int PLAIN = 0xff;

  private static final Pattern PARAMETERS = Pattern.compile("[;?].*|(?<=//)[^/@]*@");

  private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^;&\"\\s]*");

  /** SQLSTATE of a connection that is refused because another process has the ledger. */
  static final String HELD_BY_ANOTHER = "TB001";

  private LedgerFaults() {}

  static RuntimeException explain(Exception fault, String url) {
    if (fault instanceof LedgerException explained) {
      return explained;
    }
    SQLException sql = sqlCause(fault);
    if (sql == null) {
      return new LedgerException(
          "The ledger " + name(url) + " cannot be opened: " + firstLine(fault) + ".", fault);
    }
    if (isHeldByAnother(sql)) {
      return inUse(url);
    }
    return isFile(url) ? ofFile(url, sql) : ofDatabase(url, sql);
  }

  private static LedgerException ofFile(String url, SQLException sql) {
    if (isDamage(sql.getErrorCode() & PLAIN)) {
      return damaged(url, sql);
    }
    if (isFull(sql)) {
      return LedgerFile.notWritable(Path.of(name(url)).resolveSibling(""), "its disk is full", sql);
    }
    return new LedgerException(
        "The ledger "
            + name(url)
            + " cannot be opened ("
            + root(sql)
            + "). Check that file, or set another data.dir; nothing was changed.",
        sql);
  }

  private static LedgerException ofDatabase(String url, SQLException sql) {
    return new LedgerException(
        "The ledger "
            + name(url)
            + " cannot be opened ("
            + firstLine(sql)
            + "). Check it, or ledger.url, ledger.username and ledger.password; nothing was"
            + " changed.",
        sql);
  }

  /** Whether the ledger's file has no room to grow; PostgreSQL's driver knows no such code. */
  static boolean isFull(SQLException fault) {
    return (fault.getErrorCode() & PLAIN) == SQLITE_FULL;
  }

  /** Whether the disk of the ledger's file fails or is full. */
  static boolean isOfDisk(SQLException fault) {
    return isFull(fault) || (fault.getErrorCode() & PLAIN) == SQLITE_IO_ERROR;
  }

  private static boolean isFile(String url) {
    return url.startsWith(LedgerFile.URL_START);
  }

  private static boolean isDamage(int code) {
    return code == SQLITE_CORRUPT || code == SQLITE_NO_DATABASE;
  }

  /** The pool wraps why a session was refused into faults of its own. */
  static boolean isHeldByAnother(@Nullable Throwable fault) {
    return fault != null
        && ((fault instanceof SQLException sql && HELD_BY_ANOTHER.equals(sql.getSQLState()))
            || isHeldByAnother(fault.getCause()));
  }

  static LedgerException inUse(String url) {
    return new LedgerInUse(
        "The ledger "
            + name(url)
            + " is in use by another process. Stop that one first, or set another data.dir.");
  }

  static LedgerException newer(String url, int found, int known) {
    return new LedgerException(
        "The ledger "
            + name(url)
            + " has version "
            + found
            + ", but this program knows no more than "
            + known
            + ". Run the newer program; nothing was changed.");
  }

  static LedgerException older(String url, int found, int known) {
    return new LedgerException(
        "The ledger "
            + name(url)
            + " has version "
            + found
            + ", and this program works with "
            + known
            + ". Start run or sync --once, which bring it up to date.");
  }

  static LedgerException damaged(String url, Exception cause) {
    return new LedgerException(
        "The ledger "
            + name(url)
            + " is damaged or not a ledger. Restore it from a backup, or move it away to begin"
            + " anew; then all leads are delivered again. Nothing was changed.",
        cause);
  }

  /** A short reason without the path, which the sentence names already. */
  static String reason(IOException fault) {
    if (fault instanceof AccessDeniedException) {
      return "access denied";
    }
    if (fault instanceof FileAlreadyExistsException) {
      return "a file is in its place";
    }
    if (fault instanceof NoSuchFileException) {
      return "it cannot be created";
    }
    if (fault instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return String.valueOf(fault.getMessage());
  }

  /** The URL without its parameters and its user, where a password may be. */
  static String name(String url) {
    return isFile(url)
        ? url.substring(LedgerFile.URL_START.length())
        : PARAMETERS.matcher(url).replaceAll("");
  }

  private static String firstLine(Throwable fault) {
    String line = String.valueOf(fault.getMessage()).lines().findFirst().orElse("no reason given");
    return PASSWORD.matcher(line).replaceAll("$1***");
  }

  /** The first line of what lies at the bottom. */
  static String root(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return firstLine(root);
  }

  static @Nullable SQLException sqlCause(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
