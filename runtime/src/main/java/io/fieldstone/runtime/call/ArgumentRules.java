// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.vector.Operand;
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
  private final CallTypes types;
  private final List<BindingDescriptor> bindings;
  private final @Nullable ElementForm[] fixedForms;
  private final ElementForm ownForm;

  /** Makes the rules of calls of {@code kernel} over {@code types}. */
  public ArgumentRules(OpenDevice device, CallTypes types, KernelDescriptor kernel) {
    this.device = device;
    this.types = types;
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
   * are read, canonical if there are others; integers do not count.
   */
  public ElementForm ownForm() {
    return ownForm;
  }

  private static ElementForm ownForm(List<BindingDescriptor> bindings) {
    List<BindingDescriptor> formed =
        bindings.stream().filter(b -> !b.elements().areIntegers()).toList();
    List<BindingDescriptor> read = formed.stream().filter(b -> b.access().reads()).toList();
    List<BindingDescriptor> deciding = read.isEmpty() ? formed : read;
    return !deciding.isEmpty() && deciding.stream().allMatch(b -> b.form() == Form.MONTGOMERY)
        ? ElementForm.MONTGOMERY
        : ElementForm.CANONICAL;
  }

  /** Throws unless the vectors are open, of this backend, and of fitting types and lengths. */
  public void require(@Nullable Operand[] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      Operand vector = vectors[i];
      if (vector != null) {
        requireMember(device, types.elements(i), bindings.get(i).name(), vector);
        requireLength(i, vector, vectors);
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

  /**
   * Returns how many elements a call has: those of the first vector that is bound and has some for
   * each of them or, if none has, of the first that is bound whole.
   */
  public long elements(@Nullable Operand[] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      Operand vector = vectors[i];
      if (vector != null && bindings.get(i).extent() == Extent.ELEMENTS) {
        return vector.size() / bindings.get(i).times();
      }
    }
    return size(vectors, Extent.WHOLE);
  }

  private long size(@Nullable Operand[] vectors, Extent extent) {
    for (int i = 0; i < vectors.length; i++) {
      Operand vector = vectors[i];
      if (vector != null && bindings.get(i).extent() == extent) {
        return vector.size();
      }
    }
    throw new IllegalStateException("nothing is bound that has " + extent);
  }

  private void requireLength(int i, Operand vector, @Nullable Operand[] vectors) {
    BindingDescriptor binding = bindings.get(i);
    switch (binding.extent()) {
      case ELEMENTS -> {
        if (vector.size() % binding.times() != 0) {
          throw new LengthMismatchException(
              binding.name()
                  + " has "
                  + vector.size()
                  + " elements, but a multiple of "
                  + binding.times()
                  + " is expected");
        }
        requireLength(binding.name(), vector, elements(vectors) * binding.times());
      }
      case WORKGROUPS -> requireLength(binding.name(), vector, size(vectors, Extent.WORKGROUPS));
      case WHOLE -> {
        if (vector.size() == 0) {
          throw new LengthMismatchException(
              binding.name()
                  + " has no elements, but is bound whole; take a vector of one at least");
        }
        if (binding.most() != BindingDescriptor.ANY_LENGTH && vector.size() > binding.most()) {
          throw new LengthMismatchException(
              binding.name()
                  + " has "
                  + vector.size()
                  + " elements, but the kernel takes "
                  + binding.most()
                  + " at most");
        }
      }
    }
  }

  /** Throws unless {@code vector} is open, and of a backend and type. */
  public static void requireMember(
      OpenDevice device, ElementType<?> type, String name, Operand vector) {
    vector.requireOpen(name);
    if (!vector.isOf(device)) {
      throw new BackendMismatchException(name + " belongs to another backend");
    }
    if (vector.type() != type) {
      throw new UnsupportedFieldException(
          name + " is over " + vector.type() + ", but " + type + " is expected");
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
