// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Opens the device once for a test class, portable and with a cache that is nobody's; any
 * validation message fails the class.
 */
final class SmokeBackend implements BeforeAllCallback, AfterAllCallback {

  private @Nullable Path cache;
  private @Nullable PersistentBackend gpu;

  PersistentBackend get() {
    return requireNonNull(gpu);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    cache = Files.createTempDirectory("fieldstone-smoke");
    gpu =
        PersistentBackend.open(
            BackendOptions.fromEnvironment()
                .withValidation(true)
                .withCacheDirectory(cache)
                .withStrategy("portable"));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    List<String> messages = get().validationMessages();
    get().close();
    try (Stream<Path> files = Files.walk(requireNonNull(cache))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    assertEquals(List.of(), messages);
  }

  /** Makes an element wrong. */
  static void flipBit(HostVector<?> vector, int element) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.type().elementBytes());
    vector.get(element, bytes);
    bytes.put(0, (byte) (bytes.get(0) ^ 1));
    vector.putUnchecked(element, bytes.flip());
  }
}
