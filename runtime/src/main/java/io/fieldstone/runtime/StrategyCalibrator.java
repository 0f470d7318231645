// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import io.fieldstone.runtime.cache.MeasurementsFile;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Chooses between the strategies of kernels: runs those that the device can run on the same data,
 * drops those whose results are not the portable default's, and takes the fastest of the others.
 * Once per device, probe kernel and field, since zeros of a modulus cost some strategies nothing;
 * the choice is kept on disk.
 *
 * <p>Thread-safe: threads take turns.
 */
final class StrategyCalibrator {

  private static final System.Logger LOGGER = System.getLogger(StrategyCalibrator.class.getName());
  private static final int DIGEST_CHARACTERS = 16;

  private record Choice(KernelDescriptor probe, Field<?> field, List<String> candidates) {}

  private final PersistentBackend backend;
  private final MeasurementsFile file;
  private final Map<Choice, String> chosen = new HashMap<>();

  StrategyCalibrator(PersistentBackend backend, MeasurementsFile file) {
    this.backend = backend;
    this.file = file;
  }

  /** Returns the strategy that calls of {@code kernel} on {@code field} use. */
  String choose(KernelDescriptor kernel, Field<?> field) {
    KernelDescriptor probe = kernel.strategyProbe().map(backend.registry()::kernel).orElse(kernel);
    List<String> candidates = new ArrayList<>();
    candidates.addAll(Strategies.usable(kernel, field.shape(), backend.plan()));
    candidates.retainAll(Strategies.usable(probe, field.shape(), backend.plan()));
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
        known = measure(choice, choice.field());
        file.put(key, known);
      }
      chosen.put(choice, known);
    }
    return known;
  }

  /** Returns a key that changes with whatever could change the choice. */
  private String key(Choice choice) {
    DeviceReport device = backend.plan().report();
    MessageDigest digest = sha256();
    digest.update((device.name() + "\n" + device.driver() + "\n" + device.uuid()).getBytes(UTF_8));
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

  private <F> String measure(Choice choice, Field<F> field) {
    Map<String, Long> nanos = new HashMap<>();
    List<String> right = new ArrayList<>();
    try (StrategyTrial<F> trial = new StrategyTrial<>(backend, choice.probe(), field)) {
      for (String candidate : choice.candidates()) {
        // Not the backend's kernel, which another thread may hold a dispatch of.
        Kernel<F> kernel = new Kernel<>(backend, choice.probe(), field, candidate);
        try {
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
                backend.plan().report().name());
          }
        } finally {
          backend.device().compute().finish();
          kernel.free();
        }
      }
    }
    String fastest = right.stream().min(comparing(nanos::get)).orElseThrow();
    LOGGER.log(Level.DEBUG, "{0} {1}: {2} ns; {3}", choice.probe(), field, nanos, fastest);
    return fastest;
  }

  /**
   * Returns once nothing is being measured; the backend is closed, so that a measurement that runs
   * soon fails, and frees what it has made.
   */
  synchronized void awaitMeasurement() {
    // Measurements hold the lock that this method has waited for.
  }
}
