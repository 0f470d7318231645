// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
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
  private final List<String> messages = new ArrayList<>();

  /** Captures the log of {@code source}. */
  public CapturedLog(Class<?> source) {
    logger = Logger.getLogger(source.getName());
  }

  /** Returns the messages since the last call or the test's start. */
  public synchronized List<String> drain() {
    List<String> drained = List.copyOf(messages);
    messages.clear();
    return drained;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }

  @Override
  public synchronized void publish(LogRecord record) {
    messages.add(record.getLevel() + ": " + new SimpleFormatter().formatMessage(record));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
