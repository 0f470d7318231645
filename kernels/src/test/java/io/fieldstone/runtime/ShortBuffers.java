// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

/** Backends of devices whose buffers are short, so that vectors of few elements take several. */
public final class ShortBuffers {

  private ShortBuffers() {}

  /**
   * Opens one.
   *
   * @param validation whether Vulkan's validation layer looks on
   * @param bytes the most that a buffer of a vector has
   */
  public static PersistentBackend open(boolean validation, long bytes) {
    return open(BackendOptions.fromEnvironment().withValidation(validation), bytes);
  }

  /** Opens one with options. */
  public static PersistentBackend open(BackendOptions options, long bytes) {
    return PersistentBackend.open(options, plan -> plan.withSegmentBytes(bytes));
  }
}
