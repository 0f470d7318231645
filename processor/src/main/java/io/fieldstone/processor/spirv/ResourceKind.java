// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.Locale;

/** What a descriptor holds. */
public enum ResourceKind {
  /** A buffer that shaders read and write. */
  STORAGE_BUFFER,
  /** A small buffer that shaders read. */
  UNIFORM_BUFFER,
  /** An image that shaders read and write. */
  STORAGE_IMAGE,
  /** An image that shaders sample. */
  SAMPLED_IMAGE,
  /** A sampler. */
  SAMPLER,
  /** A sampler with its image. */
  COMBINED_IMAGE_SAMPLER,
  /** A ray-tracing structure. */
  ACCELERATION_STRUCTURE,
  /** Several descriptors under one binding. */
  DESCRIPTOR_ARRAY,
  /** Anything else. */
  OTHER;

  /** Returns the kind in words. */
  public String describe() {
    return this == OTHER ? "unknown resource" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
