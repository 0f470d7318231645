// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.tuning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.cache.MeasurementsFile;
import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.SpirvResource;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.error.FaultyDeviceException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between the strategies of kernels: runs those that the device can run on the same data,
 * drops those whose results are not the portable default's, and takes the fastest of the others
 * that passes the device's proof. Once per device, probe kernel and field, since zeros of a modulus
 * cost some strategies nothing; the choice is kept on disk.
 *
 * <p>It runs kernels as a user does, outside the device's gate. Thread-safe: threads take turns.
 */
public final class StrategyCalibrator {

  private static final System.Logger LOGGER = System.getLogger(StrategyCalibrator.class.getName());
  private static final int DIGEST_CHARACTERS = 16;

  private record Choice(KernelDescriptor probe, Field<?> field, List<String> candidates) {}

  private final DeviceContext context;
  private final OpenDevice device;
  private final KernelRegistry registry;
  private final DeviceProof proof;
  private final MeasurementsFile file;
  private final Map<Choice, String> chosen = new HashMap<>();

  /**
   * Makes a calibrator.
   *
   * @param context what to measure with
   * @param registry where kernels' probes are found
   * @param proof what the device must pass with the one that is chosen
   * @param file where choices are kept
   */
  public StrategyCalibrator(
      DeviceContext context, KernelRegistry registry, DeviceProof proof, MeasurementsFile file) {
    this.context = context;
    this.device = context.device();
    this.registry = registry;
    this.proof = proof;
    this.file = file;
  }

  /**
   * Returns the strategy that calls of {@code kernel} on {@code field} use.
   *
   * @throws ConfigurationException if the kernel's probe cannot decide
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public String choose(KernelDescriptor kernel, Field<?> field) {
    KernelDescriptor probe = kernel.strategyProbe().map(registry::kernel).orElse(kernel);
    List<String> candidates = new ArrayList<>();
    candidates.addAll(Strategies.usable(kernel, field.shape(), device.plan()));
    candidates.retainAll(Strategies.usable(probe, field.shape(), device.plan()));
    String portable = kernel.strategies().get(0).name();
    if (!candidates.contains(portable) || probe.cooperative() || !probe.pushConstants().isEmpty()) {
      throw new ConfigurationException(
          probe
              + " cannot decide between the strategies of "
              + kernel
              + ": it must have them too, be element-wise and have no push constants");
    }
    return candidates.size() == 1
        ? portable
        : choose(new Choice(probe, field, List.copyOf(candidates)));
  }

  private synchronized String choose(Choice choice) {
    String known = chosen.get(choice);
    if (known == null) {
      String key = key(choice);
      known = file.find(key);
      if (!choice.candidates().contains(known)) {
        file.reject(key);
        known = measure(choice, choice.field());
        file.put(key, known);
      }
      chosen.put(choice, known);
    }
    return known;
  }

  /** Returns a key that changes with whatever could change the choice. */
  private String key(Choice choice) {
    DeviceReport report = device.plan().report();
    MessageDigest digest = sha256();
    digest.update((report.name() + "\n" + report.driver() + "\n" + report.uuid()).getBytes(UTF_8));
    digest.update(("\n" + choice.field().modulus()).getBytes(UTF_8));
    for (String candidate : choice.candidates()) {
      digest.update(("\n" + candidate + "\n").getBytes(UTF_8));
      digest.update(SpirvResource.read(choice.probe(), choice.field().shape(), candidate));
    }
    String text = HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_CHARACTERS);
    return choice.probe().name() + "/" + choice.field().name() + "/" + text;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private String measure(Choice choice, Field<?> field) {
    Map<String, Long> nanos = new HashMap<>();
    List<String> right = new ArrayList<>();
    try (StrategyTrial trial = new StrategyTrial(context, choice.probe(), field)) {
      for (String candidate : choice.candidates()) {
        KernelCode kernel = context.kernels().kernel(choice.probe(), field, candidate);
        if (trial.isRight(kernel)) {
          right.add(candidate);
          nanos.put(candidate, trial.nanos(kernel));
        } else {
          LOGGER.log(
              Level.WARNING,
              "strategy \"{0}\" of {1} computes something else than \"{2}\" on device \"{3}\" and"
                  + " will not be used",
              candidate,
              kernel,
              choice.candidates().get(0),
              device.plan().report().name());
        }
      }
    }
    right.sort(comparing(nanos::get));
    LOGGER.log(Level.DEBUG, "{0} {1}: {2} ns", choice.probe(), field, nanos);
    return fastestThatIsProven(choice, field, right);
  }

  private String fastestThatIsProven(Choice choice, Field<?> field, List<String> fastestFirst) {
    @Nullable FaultyDeviceException refused = null;
    for (String candidate : fastestFirst) {
      try {
        proof.require(context.kernels().kernel(choice.probe(), field, candidate));
        if (refused != null) {
          LOGGER.log(Level.WARNING, "strategy \"{0}\" is used instead", candidate);
        }
        return candidate;
      } catch (FaultyDeviceException e) {
        LOGGER.log(Level.WARNING, e.getMessage());
        refused = e;
      }
    }
    throw requireNonNull(refused, "the portable strategy, at least, was tried");
  }
}
