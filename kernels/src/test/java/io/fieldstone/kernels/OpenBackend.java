// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A backend that a test class has to itself, opened or left by another class, and fails the class
 * on any validation message. {@code -Dfieldstone.test.validation=false} is for machines without
 * Vulkan's validation layer.
 */
public final class OpenBackend implements BeforeAllCallback, AfterAllCallback {

  public static final boolean VALIDATION =
      Boolean.parseBoolean(System.getProperty("fieldstone.test.validation", "true"));

  private final UnaryOperator<BackendOptions> change;
  private boolean fresh;
  private @Nullable PersistentBackend backend;

  /** With the strategies that the backend chooses. */
  public OpenBackend() {
    this(options -> options);
  }

  private OpenBackend(UnaryOperator<BackendOptions> change) {
    this.change = change;
  }

  public static OpenBackend withStrategy(String strategy) {
    return new OpenBackend(options -> options.withStrategy(strategy));
  }

  /** With shaders as GPUs run them, whatever the device is. */
  public static OpenBackend withGpuShaders(String strategy) {
    return new OpenBackend(
        options -> options.withStrategy(strategy).withShadersFor(DeviceType.DISCRETE_GPU));
  }

  /** Has it opened for this class and closed after it. */
  public OpenBackend fresh() {
    fresh = true;
    return this;
  }

  public PersistentBackend get() {
    return requireNonNull(backend);
  }

  public void open() {
    BackendOptions options =
        change.apply(BackendOptions.fromEnvironment().withValidation(VALIDATION));
    backend = fresh ? PersistentBackend.open(options) : IdleBackends.take(options);
  }

  public void close() {
    PersistentBackend gpu = get();
    boolean stays = false;
    try {
      gpu.await();
      stays = !fresh && gpu.validationMessages().isEmpty();
    } finally {
      if (stays) {
        IdleBackends.give(gpu);
      } else {
        gpu.close();
      }
    }
    assertEquals(List.of(), gpu.validationMessages());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    open();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }
}
