// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.vector.Operand;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the vectors of one call must have in common; checked before anything is submitted. Vectors
 * that are not bound (yet) are null and agree with all. Immutable; checking allocates nothing on
 * the Java heap.
 */
public final class ArgumentRules {

  private final OpenDevice device;
  private final Field<?> field;
  private final List<BindingDescriptor> bindings;
  private final @Nullable ElementForm[] fixedForms;
  private final ElementForm ownForm;

  /** Makes the rules of calls of {@code kernel} over {@code field}. */
  public ArgumentRules(OpenDevice device, Field<?> field, KernelDescriptor kernel) {
    this.device = device;
    this.field = field;
    this.bindings = kernel.bindings();
    this.fixedForms = new @Nullable ElementForm[bindings.size()];
    for (int i = 0; i < fixedForms.length; i++) {
      fixedForms[i] = fixed(bindings.get(i).form());
    }
    this.ownForm = ownForm(bindings);
  }

  private static @Nullable ElementForm fixed(Form form) {
    return switch (form) {
      case OF_CALL -> null;
      case CANONICAL -> ElementForm.CANONICAL;
      case MONTGOMERY -> ElementForm.MONTGOMERY;
      case UNREDUCED -> ElementForm.UNREDUCED;
    };
  }

  /** Returns the form of the elements of parameter {@code i} in a call of a form. */
  public ElementForm form(int i, ElementForm ofCall) {
    ElementForm fixed = fixedForms[i];
    return fixed == null ? ofCall : fixed;
  }

  /** Returns whether the caller chooses the form of some vector. */
  public boolean formIsOfCall() {
    for (ElementForm fixed : fixedForms) {
      if (fixed == null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the form of calls in which the caller chooses none: Montgomery if all vectors are that
   * are read, canonical if there are others.
   */
  public ElementForm ownForm() {
    return ownForm;
  }

  private static ElementForm ownForm(List<BindingDescriptor> bindings) {
    List<BindingDescriptor> read = bindings.stream().filter(b -> b.access().reads()).toList();
    return (read.isEmpty() ? bindings : read).stream().allMatch(b -> b.form() == Form.MONTGOMERY)
        ? ElementForm.MONTGOMERY
        : ElementForm.CANONICAL;
  }

  /** Throws unless the vectors are open, of this backend and field, and of fitting lengths. */
  public void require(@Nullable Operand[] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      Operand vector = vectors[i];
      if (vector != null) {
        String name = bindings.get(i).name();
        requireMember(device, field, name, vector);
        requireLength(name, vector, size(vectors, bindings.get(i).extent()));
      }
    }
  }

  /**
   * Returns the form of the call: that of the vectors which have none of their own, {@link
   * #ownForm} if there is none.
   *
   * @throws FormMismatchException if they differ, or a vector has not the form of its own
   */
  public ElementForm formOfCall(@Nullable Operand[] vectors) {
    ElementForm ofCall = null;
    for (int i = 0; i < vectors.length; i++) {
      Operand vector = vectors[i];
      if (vector != null) {
        ElementForm fixed = fixedForms[i];
        if (fixed == null && ofCall == null) {
          ofCall = requireFormOfCall(bindings.get(i).name(), vector.form());
        }
        requireForm(bindings.get(i).name(), vector, fixed == null ? requireNonNull(ofCall) : fixed);
      }
    }
    return ofCall == null ? ownForm() : ofCall;
  }

  private static ElementForm requireFormOfCall(String name, ElementForm form) {
    if (form == ElementForm.UNREDUCED) {
      throw new FormMismatchException(
          name + " is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first");
    }
    return form;
  }

  /** Returns the length of the vectors of an extent: of the first that is bound. */
  public long size(@Nullable Operand[] vectors, Extent extent) {
    for (int i = 0; i < vectors.length; i++) {
      Operand vector = vectors[i];
      if (vector != null && bindings.get(i).extent() == extent) {
        return vector.size();
      }
    }
    throw new IllegalStateException("nothing is bound that has " + extent);
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
        requireAligned(bindings.get(i).name(), range);
      }
    }
    requireApart(ranges);
  }

  /**
   * Throws if two vectors share elements, one is written, and they are not the same or one of them
   * has an element per workgroup: invocations and workgroups run in no particular order.
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

  private void requireAligned(String name, VectorRange range) {
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

  private static void requireMayOverlap(
      BindingDescriptor one, VectorRange ofOne, BindingDescriptor other, VectorRange ofOther) {
    if (!one.access().writes() && !other.access().writes()) {
      return;
    }
    boolean same = ofOne.isSame(ofOther);
    if (same && one.extent() == Extent.ELEMENTS && other.extent() == Extent.ELEMENTS) {
      return;
    }
    String both = one.name() + " and " + other.name();
    if (same) {
      throw new BindingException(both + " are the same vector; take two");
    }
    throw new BindingException(
        both + " share some elements, and one of them is written; take parts that do not");
  }

  /**
   * Throws unless buffers end between the same elements of all vectors that are as long as the
   * elements: workgroups' shares are of one buffer each.
   */
  public void requireCutAlike(@Nullable VectorRange[] ranges) {
    VectorRange first = null;
    for (int i = 0; i < ranges.length; i++) {
      VectorRange range = ranges[i];
      if (range == null) {
        continue;
      }
      boolean perWorkgroup = bindings.get(i).extent() == Extent.WORKGROUPS;
      if (perWorkgroup ? range.buffers() > 1 : first != null && !first.isCutLike(range)) {
        throw new BindingException(
            bindings.get(i).name()
                + " is "
                + range
                + ", in which one buffer of the device's ends and the next begins; begin it where"
                + " the vector begins");
      }
      first = perWorkgroup || first != null ? first : range;
    }
  }

  /** Throws unless {@code vector} is open and of a backend and field. */
  public static void requireMember(OpenDevice device, Field<?> field, String name, Operand vector) {
    vector.requireOpen();
    if (!vector.isOf(device)) {
      throw new BackendMismatchException(name + " belongs to another backend");
    }
    if (vector.field() != field) {
      throw new UnsupportedFieldException(
          name + " is over " + vector.field() + ", but the call is over " + field);
    }
  }

  /** Throws unless {@code vector} has {@code size} elements. */
  public static void requireLength(String name, Operand vector, long size) {
    if (vector.size() != size) {
      throw new LengthMismatchException(
          name + " has " + vector.size() + " elements, but " + size + " are expected");
    }
  }

  /** Throws unless the elements of {@code vector} are of a form. */
  public static void requireForm(String name, Operand vector, ElementForm form) {
    if (vector.form() != form) {
      throw new FormMismatchException(
          name + " is " + vector.form() + ", but " + form + " is expected");
    }
  }
}
