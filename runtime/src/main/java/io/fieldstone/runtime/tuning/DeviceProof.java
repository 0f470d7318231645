// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.tuning;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.cache.MeasurementsFile;
import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.SpirvResource;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.FaultyDeviceException;
import io.fieldstone.runtime.event.Events;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelReference;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Has a device prove itself before it is trusted: the first time that a limb shape is used with a
 * strategy, the kernels that stand for them run on known elements and are compared with BigInteger.
 * That it was right is kept on disk, until the device, its driver or the kernels change; a mistake
 * is not kept, and refused each time.
 *
 * <p>It runs kernels as a user does, outside the device's gate. Thread-safe: a thread waits for
 * another only if both want the same limb shape with the same strategy.
 */
public final class DeviceProof {

  /** The form of the calls that are compared at first use. */
  public static final ElementForm FORM = ElementForm.CANONICAL;

  private static final String PASSED = "passed";
  private static final int DIGEST_CHARACTERS = 16;

  private record Pair(LimbShape shape, String strategy) {
    @Override
    public String toString() {
      return strategy.isEmpty() ? shape.toString() : shape + "/" + strategy;
    }
  }

  /**
   * One kernel of the self-test in full.
   *
   * @param code the kernel's code of one strategy on one field
   * @param form the form of the call
   * @param mistake the first wrong element, in words; empty if all are right
   */
  public record Trial(KernelCode code, ElementForm form, Optional<String> mistake) {}

  private final DeviceContext context;
  private final KernelRegistry registry;
  private final MeasurementsFile file;
  private final KernelProof proof;
  private final Workers workers;
  private final Set<Pair> proven = ConcurrentHashMap.newKeySet();
  private final Map<Pair, String> keys = new ConcurrentHashMap<>();
  private final Map<Pair, Object> locks = new ConcurrentHashMap<>();

  /**
   * Makes the proof of a device.
   *
   * @param context what to run kernels with
   * @param registry where kernels and their references are found
   * @param file where it is kept that a pair was right
   * @param workers what makes pipelines
   */
  public DeviceProof(
      DeviceContext context, KernelRegistry registry, MeasurementsFile file, Workers workers) {
    this.context = context;
    this.registry = registry;
    this.file = file;
    this.workers = workers;
    this.proof = new KernelProof(context);
  }

  /** Returns how many elements each kernel is tried on. */
  public static int elements() {
    return KernelProof.ELEMENTS;
  }

  /**
   * Returns once the device has proven itself with a kernel's limb shape and strategy.
   *
   * @throws FaultyDeviceException if it computes wrongly
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public void require(KernelCode code) {
    if (!code.types().hasField()) {
      return;
    }
    Pair pair = new Pair(code.field().shape(), code.strategy());
    if (!proven.contains(pair)) {
      prove(pair, code.field());
    }
  }

  /**
   * Returns what {@link #require} has to run, so that its pipelines can be made before; nothing if
   * the device has proven itself.
   */
  public List<KernelCode> candidates(KernelCode code) {
    if (!code.types().hasField()) {
      return List.of();
    }
    Pair pair = new Pair(code.field().shape(), code.strategy());
    List<KernelDescriptor> kernels = proven.contains(pair) ? List.of() : standingFor(pair);
    return kernels.isEmpty() || file.find(key(pair, kernels)).equals(passed(kernels))
        ? List.of()
        : codes(pair, code.field(), kernels);
  }

  private List<KernelCode> codes(Pair pair, Field<?> field, List<KernelDescriptor> kernels) {
    return kernels.stream()
        .map(kernel -> context.kernels().kernel(kernel, field, pair.strategy()))
        .toList();
  }

  private void prove(Pair pair, Field<?> field) {
    synchronized (locks.computeIfAbsent(pair, any -> new Object())) {
      List<KernelDescriptor> kernels = standingFor(pair);
      if (!proven.contains(pair) && !kernels.isEmpty()) {
        String key = key(pair, kernels);
        if (!file.find(key).equals(passed(kernels))) {
          file.reject(key);
          tryEach(pair, field, kernels, key);
        }
      }
      proven.add(pair);
    }
  }

  /** Returns what the file says of kernels that were right. */
  private static String passed(List<KernelDescriptor> kernels) {
    return PASSED + " " + kernels.size() * KernelProof.ELEMENTS + " elements";
  }

  private void tryEach(Pair pair, Field<?> field, List<KernelDescriptor> kernels, String key) {
    Events.Calibration event = Events.calibration();
    String result = "";
    try {
      tryEach(pair, field, kernels);
      result = passed(kernels);
      file.put(key, result);
    } finally {
      if (event != null) {
        event.end("proof", pair.toString(), field.name(), result);
      }
    }
  }

  private void tryEach(Pair pair, Field<?> field, List<KernelDescriptor> kernels) {
    List<KernelCode> codes = codes(pair, field, kernels);
    workers.forEach(codes, code -> code.prepare(FORM, true));
    for (KernelCode code : codes) {
      Optional<String> mistake = mistake(code, FORM);
      if (mistake.isPresent()) {
        throw new FaultyDeviceException(refusal(pair, mistake.get()));
      }
    }
  }

  private List<KernelDescriptor> standingFor(Pair pair) {
    List<KernelDescriptor> kernels = new ArrayList<>();
    for (KernelDescriptor kernel : registry.kernels()) {
      if (reference(kernel).filter(KernelReference::atFirstUse).isPresent()
          && kernel.supports(pair.shape())
          && usable(kernel, pair.shape()).contains(pair.strategy())) {
        kernels.add(kernel);
      }
    }
    return kernels;
  }

  private List<String> usable(KernelDescriptor kernel, LimbShape shape) {
    if (kernel.strategies().isEmpty()) {
      boolean able = context.device().plan().enabledFeatures().containsAll(kernel.requirements());
      return able ? List.of(Strategies.NONE) : List.of();
    }
    return Strategies.usable(kernel, shape, context.device().plan());
  }

  private Optional<KernelReference> reference(KernelDescriptor kernel) {
    return registry.references().stream()
        .filter(each -> each.kernel().equals(kernel.name()))
        .findFirst();
  }

  private Optional<String> mistake(KernelCode code, ElementForm form) {
    KernelProof.requireFits(code.descriptor());
    return proof.mistake(code, reference(code.descriptor()).orElseThrow(), form);
  }

  private String refusal(Pair pair, String mistake) {
    DeviceReport report = context.device().plan().report();
    return "device \""
        + report.name()
        + "\" ("
        + report.driver()
        + ") computes wrongly, limb shape "
        + pair.shape()
        + (pair.strategy().isEmpty() ? "" : ", strategy \"" + pair.strategy() + "\"")
        + ": "
        + mistake
        + "; update its driver, or choose another device (FIELDSTONE_DEVICE)"
        + (pair.strategy().isEmpty() ? "" : " or strategy (GPU_STRATEGY)")
        + "; doctor --self-test tells what else is wrong";
  }

  /** Returns a key that changes with whatever could change the outcome. */
  private String key(Pair pair, List<KernelDescriptor> kernels) {
    return keys.computeIfAbsent(pair, any -> digest(pair, kernels));
  }

  private String digest(Pair pair, List<KernelDescriptor> kernels) {
    DeviceReport report = context.device().plan().report();
    MessageDigest digest = sha256();
    digest.update((report.name() + "\n" + report.driver() + "\n" + report.uuid()).getBytes(UTF_8));
    for (KernelDescriptor kernel : kernels) {
      digest.update(("\n" + kernel.name() + "\n").getBytes(UTF_8));
      digest.update(SpirvResource.read(kernel, pair.shape(), 1, pair.strategy()));
    }
    String text = HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_CHARACTERS);
    return pair.shape() + "/" + pair.strategy() + "/" + text; // the name in the file
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Tries fields with every kernel that has a reference, in every strategy that the device can run
   * and in both forms, whatever was kept.
   *
   * @param trials told of each as it is done
   */
  public void tryAll(Iterable<Field<?>> fields, Consumer<Trial> trials) {
    for (Field<?> field : fields) {
      for (KernelDescriptor kernel : registry.kernels()) {
        if (reference(kernel).isPresent() && kernel.supports(field.shape())) {
          for (String strategy : usable(kernel, field.shape())) {
            KernelCode code = context.kernels().kernel(kernel, field, strategy);
            for (ElementForm form : forms(code)) {
              trials.accept(new Trial(code, form, mistake(code, form)));
            }
          }
        }
      }
    }
  }

  private static List<ElementForm> forms(KernelCode code) {
    return code.rules().formIsOfCall()
        ? List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)
        : List.of(code.rules().ownForm());
  }
}
