// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens the device once for a test class, and fails the class on any validation message. */
final class OpenBackend implements BeforeAllCallback, AfterAllCallback {

  private @Nullable PersistentBackend backend;

  PersistentBackend get() {
    return requireNonNull(backend);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    backend = PersistentBackend.open(BackendOptions.fromEnvironment().withValidation(true));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    get().close();
    assertEquals(List.of(), get().validationMessages());
  }
}
