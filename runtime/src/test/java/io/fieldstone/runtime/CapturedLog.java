// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps what a class logs during a test, so that it can be asserted and does not fill the build's
 * output.
 */
public final class CapturedLog extends Handler implements BeforeEachCallback, AfterEachCallback {

  private final Logger logger;
  private final Level level;
  private final List<LogRecord> records = new ArrayList<>();

  /** Captures the log of {@code source}. */
  public CapturedLog(Class<?> source) {
    this(source, Level.INFO);
  }

  /** Captures the log of {@code source} from a level on. */
  public CapturedLog(Class<?> source, Level level) {
    this.logger = Logger.getLogger(source.getName());
    this.level = level;
  }

  /** Returns the messages since the last call or the test's start. */
  public synchronized List<String> drain() {
    return drainRecords().stream().map(CapturedLog::message).toList();
  }

  /** Returns the records since the last call or the test's start. */
  public synchronized List<LogRecord> drainRecords() {
    List<LogRecord> drained = List.copyOf(records);
    records.clear();
    return drained;
  }

  private static String message(LogRecord record) {
    return record.getLevel() + ": " + new SimpleFormatter().formatMessage(record);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    logger.setUseParentHandlers(false);
    logger.setLevel(level);
    logger.addHandler(this);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.removeHandler(this);
    logger.setLevel(null);
    logger.setUseParentHandlers(true);
  }

  @Override
  public synchronized void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
