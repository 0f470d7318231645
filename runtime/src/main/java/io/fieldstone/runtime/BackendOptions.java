// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.cache.CacheDirectory;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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
 *   <tr><td>{@code FIELDSTONE_MEMORY_LIMIT}</td><td>bytes of host memory and of device memory that
 *       the backend may take, each; unset: what the driver gives</td></tr>
 *   <tr><td>{@code FIELDSTONE_LEAK_TRACES}</td><td>1: tell where a vector that was dropped without
 *       close was made</td></tr>
 *   <tr><td>{@code FIELDSTONE_VALIDATION}</td><td>1: turn on Vulkan's validation layer</td></tr>
 * </table>
 *
 * @param device the device's index or a part of its name; null for the best
 * @param transferPath how kernels get at host memory
 * @param chunkElements elements per chunk of a streamed vector, at least 1
 * @param validation whether to turn on Vulkan's validation layer
 * @param cacheDirectory where pipelines and calibrations are kept; null for an empty folder that is
 *     the backend's own, and gone once it is closed
 * @param strategy the strategy of kernels that have several; null for the fastest of each. A kernel
 *     that lacks it, or lacks it for a field's limb shape, takes its portable default
 * @param pipelineStatistics whether to ask the driver for statistics of its pipelines, where it has
 *     any; see {@link Kernel#statistics}
 * @param shadersFor the type of device that shaders are made for; null for that of the device
 * @param closeTimeout how long closing waits for operations that still run before their memory is
 *     given up
 * @param memoryLimit bytes of host memory and of device memory that the backend may take, each; 0
 *     for what the driver gives
 * @param leakTraces whether vectors remember where they were made, for the warning about those that
 *     are dropped without being closed
 */
public record BackendOptions(
    @Nullable String device,
    TransferPath transferPath,
    long chunkElements,
    boolean validation,
    @Nullable Path cacheDirectory,
    @Nullable String strategy,
    boolean pipelineStatistics,
    @Nullable DeviceType shadersFor,
    Duration closeTimeout,
    long memoryLimit,
    boolean leakTraces) {

  /** Elements per chunk unless told otherwise. */
  public static final long DEFAULT_CHUNK_ELEMENTS = 524_288;

  /** How long closing waits unless told otherwise. */
  public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(30);

  /** Java would take the digits of any script. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

  private static final String DEVICE_LOCAL_VARIABLE = "GPU_DEVICE_LOCAL";
  private static final String CHUNK_VARIABLE = "GPU_STREAM_CHUNK_ELEMS";
  private static final String STRATEGY_VARIABLE = "GPU_STRATEGY";
  private static final String DEVICE_VARIABLE = "FIELDSTONE_DEVICE";
  private static final String VALIDATION_VARIABLE = "FIELDSTONE_VALIDATION";
  private static final String MEMORY_LIMIT_VARIABLE = "FIELDSTONE_MEMORY_LIMIT";
  private static final String LEAK_TRACES_VARIABLE = "FIELDSTONE_LEAK_TRACES";

  /**
   * Checks the values.
   *
   * @param device the device's index or a part of its name; null for the best
   * @param transferPath how kernels get at host memory
   * @param chunkElements elements per chunk of a streamed vector, at least 1
   * @param validation whether to turn on Vulkan's validation layer
   * @param cacheDirectory where pipelines and calibrations are kept; null for an empty folder that
   *     is the backend's own, and gone once it is closed
   * @param strategy the strategy of kernels that have several; null for the fastest of each. A
   *     kernel that lacks it, or lacks it for a field's limb shape, takes its portable default
   * @param pipelineStatistics whether to ask the driver for statistics of its pipelines, where it
   *     has any; see {@link Kernel#statistics}
   * @param shadersFor the type of device that shaders are made for; null for that of the device
   * @param closeTimeout how long closing waits for operations that still run before their memory is
   *     given up
   * @param memoryLimit bytes of host memory and of device memory that the backend may take, each; 0
   *     for what the driver gives
   * @param leakTraces whether vectors remember where they were made, for the warning about those
   *     that are dropped without being closed
   */
  public BackendOptions {
    requireNonNull(transferPath, "transferPath");
    requireChunkElements("chunk size", chunkElements);
    requireNonNull(closeTimeout, "closeTimeout");
    if (closeTimeout.isNegative()) {
      throw new ConfigurationException(
          "close timeout is " + closeTimeout + "; it must be 0 or more");
    }
    if (memoryLimit < 0) {
      throw new ConfigurationException(
          "memory limit is " + memoryLimit + "; it must be 1 or more bytes, or 0 for none");
    }
  }

  /**
   * Makes options with what is not given as it is by default.
   *
   * @param device the device's index or a part of its name; null for the best
   * @param transferPath how kernels get at host memory
   * @param chunkElements elements per chunk of a streamed vector, at least 1
   * @param validation whether to turn on Vulkan's validation layer
   * @param cacheDirectory where pipelines and calibrations are kept; null for an empty folder that
   *     is the backend's own, and gone once it is closed
   */
  public BackendOptions(
      @Nullable String device,
      TransferPath transferPath,
      long chunkElements,
      boolean validation,
      @Nullable Path cacheDirectory) {
    this(
        device,
        transferPath,
        chunkElements,
        validation,
        cacheDirectory,
        null,
        false,
        null,
        DEFAULT_CLOSE_TIMEOUT,
        0,
        false);
  }

  /**
   * {@return what this process's environment variables say}
   *
   * @throws ConfigurationException if one has a value that makes no sense
   */
  public static BackendOptions fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  /**
   * {@return what environment variables say}
   *
   * @param environment the environment variables
   * @throws ConfigurationException if one has a value that makes no sense
   */
  public static BackendOptions fromEnvironment(Map<String, String> environment) {
    return new BackendOptions(
            emptyToNull(environment.get(DEVICE_VARIABLE)),
            transferPath(environment),
            number(environment, CHUNK_VARIABLE, "elements", DEFAULT_CHUNK_ELEMENTS),
            flag(environment, VALIDATION_VARIABLE, false),
            CacheDirectory.locate(
                environment,
                System.getProperty("os.name", ""),
                System.getProperty("user.home", ".")))
        .with(
            draft -> {
              draft.strategy = emptyToNull(environment.get(STRATEGY_VARIABLE));
              draft.memoryLimit = number(environment, MEMORY_LIMIT_VARIABLE, "bytes", 0);
              draft.leakTraces = flag(environment, LEAK_TRACES_VARIABLE, false);
            });
  }

  private static TransferPath transferPath(Map<String, String> environment) {
    if (emptyToNull(environment.get(DEVICE_LOCAL_VARIABLE)) == null) {
      return TransferPath.AUTO;
    }
    return flag(environment, DEVICE_LOCAL_VARIABLE, false)
        ? TransferPath.DEVICE_LOCAL
        : TransferPath.HOST_VISIBLE;
  }

  private static long number(
      Map<String, String> environment, String name, String unit, long unset) {
    String text = emptyToNull(environment.get(name));
    if (text == null) {
      return unset;
    }
    try {
      if (NUMBER.matcher(text).matches()) {
        return requirePositive(name, Long.parseLong(text), unit);
      }
    } catch (NumberFormatException e) {
      // as what is no number
    }
    throw new ConfigurationException(name + "=" + text + " is not a number from 1 to 2^63 - 1");
  }

  static long requireChunkElements(String name, long elements) {
    return requirePositive(name, elements, "elements");
  }

  private static long requirePositive(String name, long value, String unit) {
    if (value < 1) {
      throw new ConfigurationException(name + " is " + value + "; it must be 1 or more " + unit);
    }
    return value;
  }

  private static boolean flag(Map<String, String> environment, String name, boolean unset) {
    String text = emptyToNull(environment.get(name));
    if (text == null) {
      return unset;
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

  /** What options are made from, to be changed in one place. */
  private static final class Draft {
    @Nullable String device;
    TransferPath transferPath;
    long chunkElements;
    boolean validation;
    @Nullable Path cacheDirectory;
    @Nullable String strategy;
    boolean pipelineStatistics;
    @Nullable DeviceType shadersFor;
    Duration closeTimeout;
    long memoryLimit;
    boolean leakTraces;

    Draft(BackendOptions options) {
      device = options.device;
      transferPath = options.transferPath;
      chunkElements = options.chunkElements;
      validation = options.validation;
      cacheDirectory = options.cacheDirectory;
      strategy = options.strategy;
      pipelineStatistics = options.pipelineStatistics;
      shadersFor = options.shadersFor;
      closeTimeout = options.closeTimeout;
      memoryLimit = options.memoryLimit;
      leakTraces = options.leakTraces;
    }

    BackendOptions options() {
      return new BackendOptions(
          device,
          transferPath,
          chunkElements,
          validation,
          cacheDirectory,
          strategy,
          pipelineStatistics,
          shadersFor,
          closeTimeout,
          memoryLimit,
          leakTraces);
    }
  }

  private BackendOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /**
   * {@return these options with another device, by index or a part of its name}
   *
   * @param selector an index, or a part of a name; null for the best
   */
  public BackendOptions withDevice(String selector) {
    requireNonNull(selector, "selector");
    return with(draft -> draft.device = emptyToNull(selector));
  }

  /**
   * {@return these options with another transfer path}
   *
   * @param path how kernels get at host memory; null for whichever is faster
   */
  public BackendOptions withTransferPath(TransferPath path) {
    requireNonNull(path, "path");
    return with(draft -> draft.transferPath = path);
  }

  /**
   * {@return these options with another chunk size}
   *
   * @param elements elements per chunk of a streamed vector, at least 1
   * @throws ConfigurationException if it is below 1
   */
  public BackendOptions withChunkElements(long elements) {
    return with(draft -> draft.chunkElements = elements);
  }

  /**
   * {@return these options with Vulkan's validation layer on or off}
   *
   * @param on whether it is on
   */
  public BackendOptions withValidation(boolean on) {
    return with(draft -> draft.validation = on);
  }

  /**
   * {@return these options with another folder for caches}
   *
   * @param directory where pipelines and calibrations are kept
   */
  public BackendOptions withCacheDirectory(Path directory) {
    requireNonNull(directory, "directory");
    return with(draft -> draft.cacheDirectory = directory);
  }

  /**
   * {@return these options with nothing kept between backends} Each one begins without pipelines
   * and calibrations, and removes its own when it is closed, by the JVM's exit too.
   */
  public BackendOptions withoutKeptCaches() {
    return with(draft -> draft.cacheDirectory = null);
  }

  /**
   * {@return these options with one strategy for all kernels that have several; null or empty for
   * the fastest of each} A kernel that lacks it takes its portable default; making one throws
   * {@link io.fieldstone.runtime.error.UnknownNameException} if no registered kernel has it either,
   * and {@link io.fieldstone.runtime.error.MissingFeatureException} if the device lacks what it
   * needs.
   *
   * @param name the name of the multiplication strategy; null for the fastest
   */
  public BackendOptions withStrategy(@Nullable String name) {
    return with(draft -> draft.strategy = emptyToNull(name));
  }

  /**
   * {@return these options with the driver's statistics of pipelines on or off}
   *
   * @param on whether it is on
   */
  public BackendOptions withPipelineStatistics(boolean on) {
    return with(draft -> draft.pipelineStatistics = on);
  }

  /**
   * {@return these options with shaders made for a type of device, whatever the device is; null for
   * that of the device} They compute the same, but access memory otherwise: a CPU can so be made to
   * test what GPUs run, slowly.
   *
   * @param type the type of device that shaders are made for; null for that of the device
   */
  public BackendOptions withShadersFor(@Nullable DeviceType type) {
    return with(draft -> draft.shadersFor = type);
  }

  /**
   * {@return these options with another time that closing waits for what still runs}
   *
   * @param timeout how long closing waits for work that runs
   * @throws ConfigurationException if it is negative
   */
  public BackendOptions withCloseTimeout(Duration timeout) {
    requireNonNull(timeout, "timeout");
    return with(draft -> draft.closeTimeout = timeout);
  }

  /**
   * {@return these options with a limit to the bytes of host memory and of device memory that the
   * backend takes, each; 0 for none} What would pass it throws {@link
   * io.fieldstone.runtime.error.OutOfMemoryException}.
   *
   * @param bytes bytes of host memory and of device memory that may be taken, each; 0 for no limit
   * @throws ConfigurationException if it is negative
   */
  public BackendOptions withMemoryLimit(long bytes) {
    return with(draft -> draft.memoryLimit = bytes);
  }

  /**
   * {@return these options with vectors that remember where they were made, or not}
   *
   * @param on whether it is on
   */
  public BackendOptions withLeakTraces(boolean on) {
    return with(draft -> draft.leakTraces = on);
  }
}
