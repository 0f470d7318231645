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
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.event.Events;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between the strategies of kernels: runs those that the device can run on the same data,
 * drops those whose results are not the portable default's, and takes the fastest of the others
 * that passes the device's proof; among those that memory holds up alike, the fastest in caches.
 * Once per device, probe kernel and field, since zeros of a modulus cost some strategies nothing;
 * the choice is kept on disk.
 *
 * <p>It runs kernels as a user does, outside the device's gate. Thread-safe: a thread waits for
 * another that makes the same choice, and times one after the other, so that they do not disturb
 * each other.
 */
public final class StrategyCalibrator {

  private static final System.Logger LOGGER = System.getLogger(StrategyCalibrator.class.getName());
  private static final int DIGEST_CHARACTERS = 16;
  private static final int TRIALS = 4;

  /** Times that differ by less say nothing. */
  private static final double ALIKE = 1.04;

  /** The form of the calls that are compared. */
  public static final ElementForm FORM = StrategyTrial.FORM;

  private record Choice(KernelDescriptor probe, Field<?> field, List<String> candidates) {}

  private final DeviceContext context;
  private final OpenDevice device;
  private final KernelRegistry registry;
  private final DeviceProof proof;
  private final MeasurementsFile file;
  private final Workers workers;
  private final Map<Choice, String> chosen = new ConcurrentHashMap<>();
  private final Map<Choice, String> keys = new ConcurrentHashMap<>();
  private final Map<Choice, Object> locks = new ConcurrentHashMap<>();

  /** Trials take memory, so that not all may have theirs at once. */
  private final Semaphore trials = new Semaphore(TRIALS);

  /** Held while times are taken. */
  private final Object clock = new Object();

  /**
   * Makes a calibrator.
   *
   * @param context what to measure with
   * @param registry where kernels' probes are found
   * @param proof what the device must pass with the one that is chosen
   * @param file where choices are kept
   * @param workers what makes pipelines
   */
  public StrategyCalibrator(
      DeviceContext context,
      KernelRegistry registry,
      DeviceProof proof,
      MeasurementsFile file,
      Workers workers) {
    this.context = context;
    this.device = context.device();
    this.registry = registry;
    this.proof = proof;
    this.file = file;
    this.workers = workers;
  }

  /**
   * Returns the strategy that calls of {@code kernel} on {@code field} use; the first time on a
   * device, it is measured.
   *
   * @throws ConfigurationException if the kernel's probe cannot decide
   * @throws FaultyDeviceException if the device computes wrongly with each
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public String choose(KernelDescriptor kernel, Field<?> field) {
    Choice choice = choice(kernel, field);
    if (choice.candidates().size() == 1) {
      return choice.candidates().get(0);
    }
    synchronized (locks.computeIfAbsent(choice, any -> new Object())) {
      return find(choice).orElseGet(() -> measureAndKeep(choice));
    }
  }

  /**
   * Returns the strategy that {@link #choose} would return without measuring; empty if it would.
   *
   * @throws ConfigurationException if the kernel's probe cannot decide
   */
  public Optional<String> known(KernelDescriptor kernel, Field<?> field) {
    Choice choice = choice(kernel, field);
    return choice.candidates().size() == 1 ? Optional.of(choice.candidates().get(0)) : find(choice);
  }

  /**
   * Returns what {@link #choose} has to run, so that its pipelines can be made before: the probe
   * with each strategy; nothing if it would not measure.
   */
  public List<KernelCode> candidates(KernelDescriptor kernel, Field<?> field) {
    Choice choice = choice(kernel, field);
    return choice.candidates().size() == 1 || find(choice).isPresent() ? List.of() : codes(choice);
  }

  private Choice choice(KernelDescriptor kernel, Field<?> field) {
    KernelDescriptor probe = kernel.strategyProbe().map(registry::kernel).orElse(kernel);
    List<String> candidates = new ArrayList<>();
    candidates.addAll(Strategies.usable(kernel, field.shape(), device.plan()));
    candidates.retainAll(Strategies.usable(probe, field.shape(), device.plan()));
    String portable = kernel.strategies().get(0).name();
    if (!candidates.contains(portable)
        || !KernelProof.isOverOneField(probe)
        || !probe.pushConstants().isEmpty()) {
      throw new ConfigurationException(
          probe
              + " cannot decide between the strategies of "
              + kernel
              + ": it must have them too, be element-wise over one field and have no push constants");
    }
    return new Choice(probe, field, List.copyOf(candidates));
  }

  private List<KernelCode> codes(Choice choice) {
    return choice.candidates().stream()
        .map(candidate -> context.kernels().kernel(choice.probe(), choice.field(), candidate))
        .toList();
  }

  private Optional<String> find(Choice choice) {
    String known = chosen.get(choice);
    if (known == null) {
      String kept = file.find(key(choice));
      if (choice.candidates().contains(kept)) {
        chosen.put(choice, kept);
        known = kept;
      } else {
        file.reject(key(choice));
      }
    }
    return Optional.ofNullable(known);
  }

  private String measureAndKeep(Choice choice) {
    Events.Calibration event = Events.calibration();
    String fastest = "";
    try {
      fastest = measureAmongOthers(choice);
      file.put(key(choice), fastest);
      chosen.put(choice, fastest);
      return fastest;
    } finally {
      if (event != null) {
        event.end("strategy", choice.probe().name(), choice.field().name(), fastest);
      }
    }
  }

  /** Returns a key that changes with whatever could change the choice. */
  private String key(Choice choice) {
    return keys.computeIfAbsent(choice, this::digest);
  }

  private String digest(Choice choice) {
    DeviceReport report = device.plan().report();
    MessageDigest digest = sha256();
    digest.update((report.name() + "\n" + report.driver() + "\n" + report.uuid()).getBytes(UTF_8));
    digest.update(("\n" + choice.field().modulus()).getBytes(UTF_8));
    for (String candidate : choice.candidates()) {
      digest.update(("\n" + candidate + "\n").getBytes(UTF_8));
      digest.update(SpirvResource.read(choice.probe(), choice.field().shape(), 1, candidate));
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

  private String measureAmongOthers(Choice choice) {
    List<KernelCode> candidates = codes(choice);
    workers.forEach(candidates, code -> code.prepare(FORM, true));
    try {
      return measure(choice, candidates, 1);
    } catch (OutOfMemoryException e) {
      return measure(choice, candidates, TRIALS); // alone
    }
  }

  private String measure(Choice choice, List<KernelCode> candidates, int share) {
    trials.acquireUninterruptibly(share);
    try {
      return measure(choice, candidates);
    } finally {
      trials.release(share);
    }
  }

  private String measure(Choice choice, List<KernelCode> candidates) {
    List<KernelCode> right = new ArrayList<>();
    try (StrategyTrial trial = new StrategyTrial(context, choice.probe(), choice.field())) {
      for (KernelCode candidate : candidates) {
        if (trial.isRight(candidate)) {
          right.add(candidate);
        } else {
          LOGGER.log(
              Level.WARNING,
              "strategy \"{0}\" of {1} computes something else than \"{2}\" on device \"{3}\" and"
                  + " will not be used",
              candidate.strategy(),
              candidate,
              choice.candidates().get(0),
              device.plan().report().name());
        }
      }
      synchronized (clock) {
        sort(right, trial);
      }
      List<String> names = right.stream().map(KernelCode::strategy).toList();
      LOGGER.log(Level.DEBUG, "{0} {1}: {2}", choice.probe(), choice.field(), names);
    }
    return fastestThatIsProven(right);
  }

  /**
   * Sorts the fastest first. Those that memory is the limit of are alike; which of them is faster
   * shows where it is not.
   */
  private static void sort(List<KernelCode> kernels, StrategyTrial trial) {
    Map<KernelCode, Long> nanos = trial.nanos(kernels);
    kernels.sort(comparing(nanos::get));
    double alike = ALIKE * requireNonNull(nanos.get(kernels.get(0)));
    int count = 1;
    while (count < kernels.size() && requireNonNull(nanos.get(kernels.get(count))) <= alike) {
      count++;
    }
    if (count > 1) {
      List<KernelCode> fastest = kernels.subList(0, count);
      fastest.sort(comparing(trial.nanosInCaches(fastest)::get));
    }
  }

  private String fastestThatIsProven(List<KernelCode> fastestFirst) {
    @Nullable FaultyDeviceException refused = null;
    for (KernelCode candidate : fastestFirst) {
      try {
        proof.require(candidate);
        if (refused != null) {
          LOGGER.log(Level.WARNING, "strategy \"{0}\" is used instead", candidate.strategy());
        }
        return candidate.strategy();
      } catch (FaultyDeviceException e) {
        LOGGER.log(Level.WARNING, e.getMessage());
        refused = e;
      }
    }
    throw requireNonNull(refused, "the portable strategy, at least, was tried");
  }
}
