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
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private record Choice(KernelDescriptor probe, Field<?> field, List<String> candidates) {
    Trial trial() {
      return new Trial(probe, field);
    }
  }

  /** What is measured for all choices of the same probe at once. */
  private record Trial(KernelDescriptor probe, Field<?> field) {}

  /**
   * What a trial has found.
   *
   * @param tried the strategies that were tried
   * @param right the strategies whose results are right, the fastest first
   * @param nanos how long each takes
   * @param nanosInCaches how long in caches, where some are alike
   */
  private record Found(
      List<String> tried,
      List<KernelCode> right,
      Map<KernelCode, Long> nanos,
      Map<KernelCode, Long> nanosInCaches) {}

  private final DeviceContext context;
  private final OpenDevice device;
  private final KernelRegistry registry;
  private final DeviceProof proof;
  private final MeasurementsFile file;
  private final Workers workers;
  private final Map<Choice, String> chosen = new ConcurrentHashMap<>();
  private final Map<Choice, String> keys = new ConcurrentHashMap<>();
  private final Map<Trial, Object> locks = new ConcurrentHashMap<>();

  /** The strategies of all kernels that were asked about, whose choices one trial can make. */
  private final Map<Trial, Set<String>> wanted = new ConcurrentHashMap<>();

  /** The last trials; in the hands of whoever has the lock. */
  private final Map<Trial, Found> found = new ConcurrentHashMap<>();

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
    synchronized (locks.computeIfAbsent(choice.trial(), any -> new Object())) {
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
    Choice choice = new Choice(probe, field, List.copyOf(candidates));
    wanted
        .computeIfAbsent(choice.trial(), any -> ConcurrentHashMap.newKeySet())
        .addAll(choice.candidates());
    return choice;
  }

  private List<KernelCode> codes(Choice choice) {
    return codes(choice.trial(), choice.candidates());
  }

  private List<KernelCode> codes(Trial trial, Collection<String> strategies) {
    return Strategies.usable(trial.probe(), trial.field().shape(), device.plan()).stream()
        .filter(strategies::contains)
        .map(strategy -> context.kernels().kernel(trial.probe(), trial.field(), strategy))
        .toList();
  }

  /** Returns what a trial has found that had all candidates, which is made if there was none. */
  private Found found(Choice choice) {
    Found last = found.get(choice.trial());
    if (last == null || !last.tried().containsAll(choice.candidates())) {
      last = measureAmongOthers(choice.trial());
      found.put(choice.trial(), last);
    }
    return last;
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
      fastest = fastestThatIsProven(sorted(found(choice), choice.candidates()));
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

  private Found measureAmongOthers(Trial trial) {
    List<KernelCode> candidates = codes(trial, requireNonNull(wanted.get(trial)));
    workers.forEach(candidates, code -> code.prepare(FORM, true));
    try {
      return measure(trial, candidates, 1);
    } catch (OutOfMemoryException e) {
      return measure(trial, candidates, TRIALS); // alone
    }
  }

  private Found measure(Trial trial, List<KernelCode> candidates, int share) {
    trials.acquireUninterruptibly(share);
    try {
      return measure(trial, candidates);
    } finally {
      trials.release(share);
    }
  }

  private Found measure(Trial of, List<KernelCode> candidates) {
    List<KernelCode> right = new ArrayList<>();
    try (StrategyTrial trial = new StrategyTrial(context, of.probe(), of.field())) {
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
              candidates.get(0).strategy(),
              device.plan().report().name());
        }
      }
      synchronized (clock) {
        return times(candidates.stream().map(KernelCode::strategy).toList(), right, trial);
      }
    }
  }

  private static Found times(List<String> tried, List<KernelCode> right, StrategyTrial trial) {
    Map<KernelCode, Long> nanos = trial.nanos(right);
    right.sort(comparing(nanos::get));
    List<KernelCode> alike = new ArrayList<>();
    for (KernelCode code : right) {
      if (alikes(code, right, nanos).size() > 1) {
        alike.add(code);
      }
    }
    return new Found(tried, right, nanos, alike.isEmpty() ? Map.of() : trial.nanosInCaches(alike));
  }

  /** Returns those that take as long as one, or nearly so. */
  private static List<KernelCode> alikes(
      KernelCode one, List<KernelCode> all, Map<KernelCode, Long> nanos) {
    long itself = requireNonNull(nanos.get(one));
    return all.stream()
        .filter(
            other -> {
              long others = requireNonNull(nanos.get(other));
              return Math.max(itself, others) <= ALIKE * Math.min(itself, others);
            })
        .toList();
  }

  /**
   * Returns candidates, the fastest first. Those that memory is the limit of are alike; which of
   * them is faster shows where it is not.
   */
  private List<KernelCode> sorted(Found all, List<String> candidates) {
    List<KernelCode> right = new ArrayList<>(all.right());
    right.removeIf(code -> !candidates.contains(code.strategy()));
    List<KernelCode> fastest = new ArrayList<>(alikes(right.get(0), right, all.nanos()));
    if (fastest.size() > 1) {
      fastest.sort(comparing(all.nanosInCaches()::get));
    }
    right.removeAll(fastest);
    right.addAll(0, fastest);
    LOGGER.log(
        Level.DEBUG, "{0}: {1}", right.get(0), right.stream().map(KernelCode::strategy).toList());
    return right;
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
