// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.device.DevicePlan;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Opens the device once for a test class, with validation on, and fails the class if the validation
 * layer has said anything.
 */
public final class TestDevice implements BeforeAllCallback, AfterAllCallback {

  private final UnaryOperator<BackendOptions> choose;
  private final UnaryOperator<DevicePlan> replan;
  private @Nullable PersistentBackend backend;

  public TestDevice() {
    this(UnaryOperator.identity());
  }

  public TestDevice(UnaryOperator<DevicePlan> replan) {
    this(UnaryOperator.identity(), replan);
  }

  public TestDevice(UnaryOperator<BackendOptions> choose, UnaryOperator<DevicePlan> replan) {
    this.choose = choose;
    this.replan = replan;
  }

  public PersistentBackend backend() {
    return requireNonNull(backend);
  }

  /** Returns the plan of a device that would be the same if it were no CPU. */
  public static DevicePlan noCpu(DevicePlan plan) {
    return Records.with(plan, Map.of("hostVisibleOnly", false));
  }

  /** Returns options with validation, and with caches that nobody else has. */
  public static BackendOptions options() {
    return BackendOptions.fromEnvironment()
        .withValidation(true)
        .withCacheDirectory(TestFolders.next());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    backend = PersistentBackend.open(choose.apply(options()), replan);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    backend().close();
    // Read after the close, which tells of objects that were not destroyed.
    assertEquals(List.of(), backend().validationMessages(), "validation messages");
  }
}
