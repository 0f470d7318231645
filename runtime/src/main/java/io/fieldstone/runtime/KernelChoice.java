// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.call.CallTypes;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FaultyDeviceException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which modules the calls of a kernel run: the one that was asked for, or that was measured in an
 * earlier process; else the portable ones at first, and the fastest once a thread of the backend
 * has made and measured all. It knows nothing of the {@link PersistentBackend}. Thread-safe.
 *
 * <pre>
 *   first call        portable pipeline | call  call  call  call  call ...
 *   in the background       other pipelines, times, proof, pipelines like those that are used |
 *   calls run                           portable ...............................   fastest ...
 * </pre>
 */
final class KernelChoice {

  private static final System.Logger LOGGER = System.getLogger(PersistentBackend.class.getName());

  private final BackendResources resources;
  private final KernelDescriptor descriptor;
  private final CallTypes types;

  /** What needs no measuring, because it was asked for, or there is nothing to choose. */
  private final @Nullable KernelCode given;

  private volatile @Nullable KernelCode current;
  private volatile boolean settled;
  private volatile String waitsFor = "it was not used yet";

  KernelChoice(
      BackendResources resources,
      KernelDescriptor descriptor,
      CallTypes types,
      @Nullable String given) {
    this.resources = resources;
    this.descriptor = descriptor;
    this.types = types;
    this.given = given == null ? null : code(given);
  }

  private KernelCode code(String strategy) {
    return resources.context().kernels().kernel(descriptor, types, strategy);
  }

  /** Returns the modules of a call now, which the device has proven itself with. */
  KernelCode current() {
    KernelCode now = current;
    return now == null ? first() : now;
  }

  private KernelCode first() {
    Optional<KernelCode> known = known();
    if (known.isPresent()) {
      resources.proof().require(known.get());
      return settle(known.get());
    }
    KernelCode portable = code(descriptor.strategies().get(0).name());
    try {
      resources.proof().require(portable);
    } catch (FaultyDeviceException e) {
      return settled(); // another one may be right
    }
    return begin(portable);
  }

  /** Returns what is settled without measuring anything. */
  Optional<KernelCode> known() {
    return given != null
        ? Optional.of(given)
        : resources.strategies().known(descriptor, types.field()).map(this::code);
  }

  /** Returns the modules that have to be measured before it is settled; none if it is. */
  List<KernelCode> candidates() {
    return given != null || settled
        ? List.of()
        : resources.strategies().candidates(descriptor, types.field());
  }

  private synchronized KernelCode begin(KernelCode portable) {
    KernelCode now = current;
    if (now != null) {
      return now;
    }
    current = portable;
    waitsFor = "its strategies are made and measured in the background";
    if (!resources.workers().inBackground(this::settleInBackground)) {
      waitsFor = "no thread can be had to measure its strategies";
    }
    return portable;
  }

  private void settleInBackground() {
    try {
      settled();
    } catch (ClosedException e) {
      waitsFor = "the backend was closed before its strategies were measured";
    } catch (FieldstoneException e) {
      // first the log, where who sees the reason looks next
      LOGGER.log(
          Level.INFO,
          "{0} stays with strategy \"{1}\", since measuring the others failed: {2}",
          types,
          descriptor.strategies().get(0).name(),
          e.getMessage());
      waitsFor = "measuring its strategies failed: " + e.getMessage();
    }
  }

  /** Returns the modules of calls from now on, measured first if they were not. */
  KernelCode settled() {
    KernelCode now = current;
    if (settled && now != null) {
      return now;
    }
    KernelCode chosen =
        given != null ? given : code(resources.strategies().choose(descriptor, types.field()));
    resources.proof().require(chosen);
    if (now != null) {
      chosen.prepareLike(now); // calls go on without a pause
    }
    return settle(chosen);
  }

  private synchronized KernelCode settle(KernelCode chosen) {
    current = chosen;
    settled = true;
    waitsFor = "";
    return chosen;
  }

  KernelTuning tuning() {
    synchronized (this) {
      KernelCode now = current;
      return new KernelTuning(now == null ? "" : now.strategy(), settled, waitsFor);
    }
  }
}
