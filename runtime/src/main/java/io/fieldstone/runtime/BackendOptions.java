// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.cache.CacheDirectory;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ConfigurationException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to open a backend. Immutable.
 *
 * <pre>{@code
 * BackendOptions options = BackendOptions.fromEnvironment().withChunkElements(65536);
 * }</pre>
 *
 * <table>
 *   <caption>Environment variables</caption>
 *   <tr><td>{@code GPU_DEVICE_LOCAL}</td><td>1: upload, compute, download; 0: kernels use host memory;
 *       unset: whichever is faster</td></tr>
 *   <tr><td>{@code GPU_STREAM_CHUNK_ELEMS}</td><td>elements per chunk, 524288 by default</td></tr>
 *   <tr><td>{@code GPU_STRATEGY}</td><td>the strategy of kernels that have several; unset: whichever
 *       is faster</td></tr>
 *   <tr><td>{@code FIELDSTONE_DEVICE}</td><td>the device's index or a part of its name</td></tr>
 *   <tr><td>{@code FIELDSTONE_VALIDATION}</td><td>1: turn on Vulkan's validation layer</td></tr>
 * </table>
 *
 * @param device the device's index or a part of its name; null for the best
 * @param transferPath how kernels get at host memory
 * @param chunkElements elements per chunk of a streamed vector, at least 1
 * @param validation whether to turn on Vulkan's validation layer
 * @param cacheDirectory where pipelines and calibrations are kept
 * @param strategy the strategy of kernels that have several; null for the fastest of each. A kernel
 *     that lacks it, or lacks it for a field's limb shape, takes its portable default
 * @param pipelineStatistics whether to ask the driver for statistics of its pipelines, where it has
 *     any; see {@link Kernel#statistics}
 * @param shadersFor the type of device that shaders are made for; null for that of the device
 */
public record BackendOptions(
    @Nullable String device,
    TransferPath transferPath,
    long chunkElements,
    boolean validation,
    Path cacheDirectory,
    @Nullable String strategy,
    boolean pipelineStatistics,
    @Nullable DeviceType shadersFor) {

  /** Elements per chunk unless told otherwise. */
  public static final long DEFAULT_CHUNK_ELEMENTS = 524_288;

  private static final String DEVICE_LOCAL_VARIABLE = "GPU_DEVICE_LOCAL";
  private static final String CHUNK_VARIABLE = "GPU_STREAM_CHUNK_ELEMS";
  private static final String STRATEGY_VARIABLE = "GPU_STRATEGY";
  private static final String DEVICE_VARIABLE = "FIELDSTONE_DEVICE";
  private static final String VALIDATION_VARIABLE = "FIELDSTONE_VALIDATION";

  /** Checks the values. */
  public BackendOptions {
    requireNonNull(transferPath, "transferPath");
    requireNonNull(cacheDirectory, "cacheDirectory");
    requireChunkElements("chunk size", chunkElements);
  }

  /** Makes options with the fastest strategies, and what else is not given as it is by default. */
  public BackendOptions(
      @Nullable String device,
      TransferPath transferPath,
      long chunkElements,
      boolean validation,
      Path cacheDirectory) {
    this(device, transferPath, chunkElements, validation, cacheDirectory, null, false, null);
  }

  /**
   * Returns what this process's environment variables say.
   *
   * @throws ConfigurationException if one has a value that makes no sense
   */
  public static BackendOptions fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  /**
   * Returns what environment variables say.
   *
   * @throws ConfigurationException if one has a value that makes no sense
   */
  public static BackendOptions fromEnvironment(Map<String, String> environment) {
    return new BackendOptions(
        emptyToNull(environment.get(DEVICE_VARIABLE)),
        transferPath(environment),
        chunkElements(environment),
        Boolean.TRUE.equals(flag(environment, VALIDATION_VARIABLE)),
        CacheDirectory.locate(
            environment, System.getProperty("os.name", ""), System.getProperty("user.home", ".")),
        emptyToNull(environment.get(STRATEGY_VARIABLE)),
        false,
        null);
  }

  private static TransferPath transferPath(Map<String, String> environment) {
    Boolean deviceLocal = flag(environment, DEVICE_LOCAL_VARIABLE);
    if (deviceLocal == null) {
      return TransferPath.AUTO;
    }
    return deviceLocal ? TransferPath.DEVICE_LOCAL : TransferPath.HOST_VISIBLE;
  }

  private static long chunkElements(Map<String, String> environment) {
    String text = emptyToNull(environment.get(CHUNK_VARIABLE));
    if (text == null) {
      return DEFAULT_CHUNK_ELEMENTS;
    }
    try {
      return requireChunkElements(CHUNK_VARIABLE, Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          CHUNK_VARIABLE + "=" + text + " is not a number from 1 to 2^63 - 1", e);
    }
  }

  static long requireChunkElements(String name, long elements) {
    if (elements < 1) {
      throw new ConfigurationException(
          name + " is " + elements + "; it must be 1 or more elements");
    }
    return elements;
  }

  private static @Nullable Boolean flag(Map<String, String> environment, String name) {
    String text = emptyToNull(environment.get(name));
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "0" -> false;
      case "1" -> true;
      default ->
          throw new ConfigurationException(
              name + "=" + text + " is neither 0 nor 1; set it to one of them or unset it");
    };
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** Returns these options with another device, by index or a part of its name. */
  public BackendOptions withDevice(String selector) {
    return new BackendOptions(
        emptyToNull(selector),
        transferPath,
        chunkElements,
        validation,
        cacheDirectory,
        strategy,
        pipelineStatistics,
        shadersFor);
  }

  /** Returns these options with another transfer path. */
  public BackendOptions withTransferPath(TransferPath path) {
    return new BackendOptions(
        device,
        path,
        chunkElements,
        validation,
        cacheDirectory,
        strategy,
        pipelineStatistics,
        shadersFor);
  }

  /**
   * Returns these options with another chunk size.
   *
   * @throws ConfigurationException if it is below 1
   */
  public BackendOptions withChunkElements(long elements) {
    return new BackendOptions(
        device,
        transferPath,
        elements,
        validation,
        cacheDirectory,
        strategy,
        pipelineStatistics,
        shadersFor);
  }

  /** Returns these options with Vulkan's validation layer on or off. */
  public BackendOptions withValidation(boolean on) {
    return new BackendOptions(
        device,
        transferPath,
        chunkElements,
        on,
        cacheDirectory,
        strategy,
        pipelineStatistics,
        shadersFor);
  }

  /** Returns these options with another folder for caches. */
  public BackendOptions withCacheDirectory(Path directory) {
    return new BackendOptions(
        device,
        transferPath,
        chunkElements,
        validation,
        directory,
        strategy,
        pipelineStatistics,
        shadersFor);
  }

  /**
   * Returns these options with one strategy for all kernels that have several; null or empty for
   * the fastest of each. A kernel that lacks it takes its portable default; making one throws
   * {@link io.fieldstone.runtime.error.UnknownNameException} if no registered kernel has it either,
   * and {@link io.fieldstone.runtime.error.MissingFeatureException} if the device lacks what it
   * needs.
   */
  public BackendOptions withStrategy(@Nullable String name) {
    return new BackendOptions(
        device,
        transferPath,
        chunkElements,
        validation,
        cacheDirectory,
        emptyToNull(name),
        pipelineStatistics,
        shadersFor);
  }

  /** Returns these options with the driver's statistics of pipelines on or off. */
  public BackendOptions withPipelineStatistics(boolean on) {
    return new BackendOptions(
        device, transferPath, chunkElements, validation, cacheDirectory, strategy, on, shadersFor);
  }

  /**
   * Returns these options with shaders made for a type of device, whatever the device is; null for
   * that of the device. They compute the same, but access memory otherwise: a CPU can so be made to
   * test what GPUs run, slowly.
   */
  public BackendOptions withShadersFor(@Nullable DeviceType type) {
    return new BackendOptions(
        device,
        transferPath,
        chunkElements,
        validation,
        cacheDirectory,
        strategy,
        pipelineStatistics,
        type);
  }
}
