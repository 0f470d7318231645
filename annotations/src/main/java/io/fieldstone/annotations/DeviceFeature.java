// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/**
 * A device feature above the Vulkan 1.2 floor that a kernel may need. The backend enables every one
 * that the device has, and refuses to make a pipeline whose kernel needs one that it has not.
 */
public enum DeviceFeature {
  /** 64-bit integers in shaders ({@code shaderInt64}, SPIR-V {@code Int64}). */
  SHADER_INT64,
  /** 64-bit floats in shaders ({@code shaderFloat64}, SPIR-V {@code Float64}). */
  SHADER_FLOAT64,
  /** 16-bit integers in shaders ({@code shaderInt16}, SPIR-V {@code Int16}). */
  SHADER_INT16,
  /** 8-bit integers in shaders ({@code shaderInt8}, SPIR-V {@code Int8}). */
  SHADER_INT8,
  /** 16-bit floats in shaders ({@code shaderFloat16}, SPIR-V {@code Float16}). */
  SHADER_FLOAT16,
  /** 16-bit members of storage buffers ({@code storageBuffer16BitAccess}). */
  STORAGE_BUFFER_16BIT,
  /** 8-bit members of storage buffers ({@code storageBuffer8BitAccess}). */
  STORAGE_BUFFER_8BIT,
  /** 64-bit integer atomics on buffers ({@code shaderBufferInt64Atomics}). */
  BUFFER_INT64_ATOMICS,
  /** Subgroup vote in compute shaders. */
  SUBGROUP_VOTE,
  /** Subgroup arithmetic in compute shaders. */
  SUBGROUP_ARITHMETIC,
  /** Subgroup ballot in compute shaders. */
  SUBGROUP_BALLOT,
  /** Subgroup shuffle in compute shaders. */
  SUBGROUP_SHUFFLE,
  /** Subgroup relative shuffle in compute shaders. */
  SUBGROUP_SHUFFLE_RELATIVE,
  /** Round-toward-zero on 64-bit floats ({@code shaderRoundingModeRTZFloat64}). */
  ROUND_TO_ZERO_FLOAT64
}
