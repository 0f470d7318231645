// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Grid;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.vector.Operand;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in memory the vectors of one call may lie, relative to each other and to what the device
 * binds. Vectors that are not bound (yet) are null and agree with all. Immutable; checking
 * allocates nothing on the Java heap.
 */
public final class PlacementRules {

  private final OpenDevice device;
  private final List<BindingDescriptor> bindings;

  /** Whether a call may be several dispatches, each over some of its elements. */
  private final boolean windowed;

  /** Whether vectors differ in how many bytes they have for an element of the call. */
  private final boolean mixed;

  /** Makes the rules of calls of {@code kernel} over {@code types}. */
  public PlacementRules(OpenDevice device, CallTypes types, KernelDescriptor kernel) {
    this.device = device;
    this.bindings = kernel.bindings();
    this.windowed = isWindowed(kernel);
    this.mixed = isMixed(types, bindings);
  }

  private static boolean isWindowed(KernelDescriptor kernel) {
    return kernel.grid() == Grid.ELEMENTS
        && kernel.bindings().stream()
            .allMatch(each -> each.extent() != Extent.WHOLE || each.access() == Access.IN);
  }

  private static boolean isMixed(CallTypes types, List<BindingDescriptor> bindings) {
    long sizes = 0;
    int bytes = 0;
    for (int i = 0; i < bindings.size(); i++) {
      if (bindings.get(i).extent() == Extent.ELEMENTS) {
        int ofVector = types.elements(i).elementBytes() * bindings.get(i).times();
        sizes += ofVector == bytes ? 0 : 1;
        bytes = ofVector;
      }
    }
    return sizes > 1 || bindings.stream().anyMatch(each -> each.times() > 1);
  }

  /** Returns whether a call may be several dispatches, each over some of its elements. */
  boolean isWindowed() {
    return windowed;
  }

  /** Returns whether vectors differ in how many bytes they have for an element of the call. */
  boolean isMixed() {
    return mixed;
  }

  /**
   * Throws if the device cannot bind the ranges, or as {@link #requireApart} does.
   *
   * @throws BindingException if so
   */
  public void requireBindable(@Nullable VectorRange[] ranges) {
    for (int i = 0; i < ranges.length; i++) {
      VectorRange range = ranges[i];
      if (range != null && range.size() > 0) {
        requireAligned(device, bindings.get(i).name(), range);
      }
    }
    requireApart(ranges);
    for (int i = 0; i < ranges.length; i++) {
      VectorRange range = ranges[i];
      if (range != null && (!windowed || bindings.get(i).extent() == Extent.WHOLE)) {
        requireOneBinding(i, range);
      }
    }
  }

  private void requireOneBinding(int binding, VectorRange range) {
    long most = device.plan().report().limits().maxStorageBufferRange();
    if (range.bytes() > most || range.size() > range.layout().segmentElements()) {
      throw new BindingException(
          bindings.get(binding).name()
              + " is "
              + range
              + " of "
              + range.bytes()
              + " bytes, which is more than a dispatch of this device can bind; take shorter ones");
    }
    if (range.buffers() > 1) {
      throw cut(binding, range);
    }
  }

  /**
   * Throws if two vectors share elements, one is written, and they are not the same element by
   * element: invocations and workgroups run in no particular order.
   */
  public void requireApart(@Nullable Operand[] vectors) {
    for (int i = 1; i < vectors.length; i++) {
      VectorRange range = range(vectors[i]);
      for (int j = 0; range != null && j < i; j++) {
        VectorRange other = range(vectors[j]);
        if (other != null && (range.overlaps(other) || range.isSame(other))) {
          requireMayOverlap(bindings.get(j), other, bindings.get(i), range);
        }
      }
    }
  }

  /** Returns the memory of an operand; arrays are the same or apart. */
  private static @Nullable VectorRange range(@Nullable Operand vector) {
    return vector instanceof VectorStorage storage
        ? storage.all()
        : vector instanceof VectorRange range ? range : null;
  }

  /**
   * Throws unless kernels of a device can take a vector, whatever they do with it.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if it was closed
   * @throws io.fieldstone.runtime.error.BackendMismatchException if it is of another device
   * @throws BindingException if it begins where it cannot be bound
   */
  public static void requireOperand(OpenDevice device, String name, VectorRange range) {
    ArgumentRules.requireMember(device, range.type(), name, range);
    if (range.size() > 0) {
      requireAligned(device, name, range);
    }
  }

  private static void requireAligned(OpenDevice device, String name, VectorRange range) {
    long alignment = device.plan().report().limits().minStorageBufferOffsetAlignment();
    if (range.first() != 0 && range.offset(0) % alignment != 0) {
      throw new BindingException(
          name
              + " is "
              + range
              + ", but kernels of this device take parts that begin at a multiple of "
              + step(range.layout().elementBytes(), alignment)
              + " elements");
    }
  }

  /** Returns the least number of elements whose bytes are a multiple of an alignment. */
  public static long step(int elementBytes, long alignment) {
    long step = 1;
    while (step * elementBytes % alignment != 0) {
      step *= 2; // alignments are powers of two
    }
    return step;
  }

  private void requireMayOverlap(
      BindingDescriptor one, VectorRange ofOne, BindingDescriptor other, VectorRange ofOther) {
    if (!one.access().writes() && !other.access().writes()) {
      return;
    }
    boolean same = ofOne.isSame(ofOther);
    if (same
        && windowed
        && one.extent() == Extent.ELEMENTS
        && other.extent() == Extent.ELEMENTS
        && one.times() == other.times()) {
      return;
    }
    throw sharing(one.name(), other.name(), same);
  }

  /** Returns what is said of two vectors that must not share elements. */
  static BindingException sharing(String one, String other, boolean same) {
    String both = one + " and " + other;
    return same
        ? new BindingException(both + " are the same vector; take two")
        : new BindingException(
            both + " share some elements, and one of them is written; take parts that do not");
  }

  /**
   * Throws unless buffers end between the same elements of all vectors that are as long as the
   * elements: workgroups' shares are of one buffer each.
   */
  void requireCutAlike(@Nullable VectorRange[] ranges) {
    int first = -1;
    for (int i = 0; i < ranges.length; i++) {
      VectorRange range = ranges[i];
      if (range == null) {
        continue;
      }
      boolean perWorkgroup = bindings.get(i).extent() == Extent.WORKGROUPS;
      if ((perWorkgroup || mixed) && range.buffers() > 1) {
        throw cut(i, range);
      }
      VectorRange like = first < 0 ? null : ranges[first];
      if (!perWorkgroup && !mixed && like != null && !like.isCutLike(range)) {
        throw range.buffers() > 1 ? cut(i, range) : cut(first, like);
      }
      first = perWorkgroup || first >= 0 ? first : i;
    }
  }

  private BindingException cut(int binding, VectorRange range) {
    return new BindingException(
        bindings.get(binding).name()
            + " is "
            + range
            + ", in which one buffer of the device's ends and the next begins; begin it where the"
            + " vector begins");
  }
}
