// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.tuning;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.ResidentCall;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.gate.ResourceStack;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelReference;
import io.fieldstone.runtime.vector.HostElements;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vector.VectorStorage.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Whether a kernel's code computes on a device what its reference says: every pair of edges, such
 * as p - 1 and R^2, then random elements. Stateless; what it runs on is outside the device's gate.
 */
final class KernelProof {

  /** Every pair of the edges, and more than as many random elements. */
  static final int ELEMENTS = 320;

  private static final long SEED = 13;

  private final DeviceContext context;

  KernelProof(DeviceContext context) {
    this.context = context;
  }

  /**
   * Throws unless a reference can be held against its kernel.
   *
   * @throws ConfigurationException if the kernel is none of those that a reference can describe
   */
  static void requireFits(KernelDescriptor kernel) {
    long written = kernel.bindings().stream().filter(each -> each.access().writes()).count();
    if (!isOverOneField(kernel) || written != 1 || !kernel.pushConstants().isEmpty()) {
      throw new ConfigurationException(
          "the reference of "
              + kernel
              + " cannot be held against it: it must write one vector, be element-wise over one"
              + " field and have no push constants");
    }
  }

  /** Returns whether a kernel is element-wise, and all its vectors are of one field. */
  static boolean isOverOneField(KernelDescriptor kernel) {
    return kernel.elementwise() && kernel.isOverPrimeField();
  }

  /**
   * Returns the first wrong element, in words; empty if all are right.
   *
   * @param form the form of vectors whose form is the call's
   */
  Optional<String> mistake(KernelCode code, KernelReference reference, ElementForm form) {
    Field<?> field = code.field();
    List<BindingDescriptor> bindings = code.descriptor().bindings();
    List<List<BigInteger>> operands = new ArrayList<>();
    ResidentCall call = new ResidentCall(code.descriptor(), code.types());
    ResourceStack resources = new ResourceStack();
    try {
      VectorStorage output = null;
      for (int i = 0; i < bindings.size(); i++) {
        ElementForm ofVector = code.rules().form(i, form);
        VectorStorage vector = allocate(resources, field, ofVector, Place.DEVICE);
        if (bindings.get(i).access().reads()) {
          List<BigInteger> values = values(field, ofVector, operands.size());
          operands.add(values);
          VectorStorage host = allocate(resources, field, ofVector, Place.HOST);
          set(host, field, values);
          context.transfers().copy(host.all(), vector.all());
        }
        if (bindings.get(i).access() != Access.IN) {
          output = vector;
        }
        call.bind(i, vector.all());
      }
      call.submit(code, context.stream(), null); // no time of the caller's
      if (output == null) {
        throw new IllegalStateException(code + " writes nothing");
      }
      VectorStorage result = allocate(resources, field, output.form(), Place.HOST);
      context.transfers().copy(output.all(), result.all());
      return compare(result, field, reference, operands);
    } finally {
      resources.close();
    }
  }

  private VectorStorage allocate(
      ResourceStack resources, Field<?> field, ElementForm form, Place place) {
    VectorStorage vector = context.vectors().allocate(field, ELEMENTS, form, place);
    resources.onClose(vector::close);
    return vector;
  }

  /** Returns the values of one operand: every combination with those of the one before it. */
  static List<BigInteger> values(Field<?> field, ElementForm form, int operand) {
    BigInteger p = field.modulus();
    BigInteger words = BigInteger.ONE.shiftLeft(field.elementBytes() * Byte.SIZE);
    BigInteger below = form == ElementForm.UNREDUCED ? words : p;
    List<BigInteger> edges =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.TWO,
            p.subtract(BigInteger.ONE),
            p.subtract(BigInteger.TWO),
            p.shiftRight(1),
            field.r().mod(p),
            field.r().multiply(field.r()).mod(p),
            words.subtract(BigInteger.ONE).mod(below),
            words.shiftRight(1).mod(below),
            new BigInteger("5".repeat(field.elementBytes() * 2), 16).mod(below),
            new BigInteger("a".repeat(field.elementBytes() * 2), 16).mod(below));
    int pairs = edges.size() * edges.size();
    Random random = new Random(SEED + operand);
    List<BigInteger> values = new ArrayList<>();
    for (int i = 0; i < ELEMENTS; i++) {
      values.add(
          i < pairs
              ? edges.get((operand % 2 == 0 ? i : i / edges.size()) % edges.size())
              : new BigInteger(below.bitLength() + Long.SIZE, random).mod(below));
    }
    return values;
  }

  private static void set(VectorStorage vector, Field<?> field, List<BigInteger> values) {
    HostElements elements = new HostElements(vector);
    BigInteger p = field.modulus();
    boolean encode = vector.form() == ElementForm.MONTGOMERY;
    for (int i = 0; i < ELEMENTS; i++) {
      BigInteger value = values.get(i);
      elements.setRaw(i, encode ? value.multiply(field.r()).mod(p) : value);
    }
  }

  private static Optional<String> compare(
      VectorStorage result,
      Field<?> field,
      KernelReference reference,
      List<List<BigInteger>> operands) {
    HostElements elements = new HostElements(result);
    BigInteger p = field.modulus();
    BigInteger r = field.r();
    for (int i = 0; i < ELEMENTS; i++) {
      List<BigInteger> in = new ArrayList<>();
      for (List<BigInteger> operand : operands) {
        in.add(operand.get(i));
      }
      BigInteger value = reference.formula().of(in, p).mod(p);
      BigInteger expected =
          result.form() == ElementForm.MONTGOMERY ? value.multiply(r).mod(p) : value;
      BigInteger actual = elements.getRaw(i);
      if (!actual.equals(expected)) {
        return Optional.of(
            reference.kernel()
                + " of "
                + in.stream().map(KernelProof::hex).toList()
                + " in "
                + field
                + " gave "
                + hex(actual)
                + ", not "
                + hex(expected));
      }
    }
    return Optional.empty();
  }

  private static String hex(BigInteger value) {
    return "0x" + value.toString(16);
  }
}
