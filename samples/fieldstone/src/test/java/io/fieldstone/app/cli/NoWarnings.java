// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test during which the runtime logged anything: validation messages, and vectors that a
 * closing backend found open.
 */
final class NoWarnings implements BeforeEachCallback, AfterEachCallback {

  private static final Logger RUNTIME = Logger.getLogger("io.fieldstone");

  private final List<String> messages = new CopyOnWriteArrayList<>();

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          messages.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @Override
  public void beforeEach(ExtensionContext context) {
    messages.clear();
    RUNTIME.addHandler(handler);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    RUNTIME.removeHandler(handler);
    assertEquals(List.of(), messages);
  }
}
