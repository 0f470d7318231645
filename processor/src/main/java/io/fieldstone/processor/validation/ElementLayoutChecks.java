// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.BindingMessages;
import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.ConcreteType;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.model.VectorElements;
import io.fieldstone.processor.spirv.ShaderResource;
import io.fieldstone.processor.spirv.SpirvType.Member;
import io.fieldstone.processor.spirv.SpirvType.RuntimeArray;
import io.fieldstone.processor.spirv.SpirvType.Scalar;
import io.fieldstone.processor.spirv.SpirvType.ScalarKind;
import io.fieldstone.processor.spirv.SpirvType.Struct;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Holds the arrays in buffers against the elements of vectors.
 *
 * <pre>
 *   an element of      may be an array of
 *   a prime field      words, or vectors of words that fill it
 *   an extension       the same of base elements, or structs of all of them
 *   a curve's points   the same, or structs of a coordinate
 *   integers           integers of that width
 * </pre>
 */
final class ElementLayoutChecks {

  /**
   * What an element is made of.
   *
   * @param base the bytes of a base element
   * @param coordinate those of a coordinate
   * @param element those of an element
   */
  private record Sizes(LimbShape shape, int base, int coordinate, int element) {

    boolean admit(int stride) {
      return stride > 0 && (base % stride == 0 || stride == coordinate || stride == element);
    }
  }

  private final Inspection inspection;
  private final BiConsumer<Site, Message> findings;

  ElementLayoutChecks(Inspection inspection, BiConsumer<Site, Message> findings) {
    this.inspection = inspection;
    this.findings = findings;
  }

  void check(VectorParameter vector, ShaderResource view) {
    List<Member> members =
        view.type() instanceof Struct block ? block.members() : List.<Member>of();
    if (members.size() != 1) {
      report(vector, layout(vector, "a block of " + members.size() + " members"));
    } else if (!(members.get(0).type() instanceof RuntimeArray array)) {
      report(vector, layout(vector, "'" + members.get(0).type().describe() + "'"));
    } else if (members.get(0).offset().orElse(0) != 0) {
      report(
          vector,
          layout(
              vector,
              "an array at offset " + Integer.toUnsignedString(members.get(0).offset().orElse(0))));
    } else {
      check(vector, array);
    }
  }

  private static Message layout(VectorParameter vector, String found) {
    return BindingMessages.bufferLayout(vector.name(), found);
  }

  private void report(VectorParameter vector, Message message) {
    findings.accept(vector.site(), message);
  }

  private void check(VectorParameter vector, RuntimeArray array) {
    if (array.stride().isEmpty()) {
      report(vector, BindingMessages.elementStrideAbsent(vector.name(), array.describe()));
      return;
    }
    if (!hasWords(vector, array)) {
      return;
    }
    int stride = array.stride().getAsInt();
    if (vector.elements().areIntegers()) {
      checkIntegers(vector, array, stride);
      return;
    }
    Optional<String> disorder = TupleOrder.of(array.element());
    Optional<String> gap = new DenseLayout(inspection.fixed()).gap(array.element(), stride);
    if (disorder.isPresent()) {
      report(vector, BindingMessages.tupleOrder(vector.name(), disorder.get()));
    } else if (gap.isPresent()) {
      report(
          vector,
          BindingMessages.elementPadded(
              vector.name(), array.describe(), Integer.toUnsignedString(stride), gap.get()));
    } else {
      sizes(vector.elements())
          .filter(sizes -> !sizes.admit(stride))
          .ifPresent(sizes -> report(vector, stride(vector, array, stride, sizes)));
    }
  }

  private static Message stride(
      VectorParameter vector, RuntimeArray array, int stride, Sizes sizes) {
    String found = Integer.toUnsignedString(stride);
    return sizes.element == sizes.base
        ? BindingMessages.elementStride(
            vector.name(), sizes.base, sizes.shape, array.describe(), found)
        : BindingMessages.elementTuple(
            vector.name(),
            sizes.element,
            sizes.element / sizes.base,
            sizes.shape,
            array.describe(),
            found);
  }

  /** The words of elements are unsigned; floats would take their bits for something else. */
  private boolean hasWords(VectorParameter vector, RuntimeArray array) {
    Set<Scalar> scalars = Scalars.in(array.element());
    Set<ScalarKind> kinds = scalars.stream().map(Scalar::kind).collect(Collectors.toSet());
    if (kinds.contains(ScalarKind.FLOAT)) {
      report(vector, BindingMessages.elementType(vector.name(), array.describe()));
    } else if (kinds.contains(ScalarKind.INT)) {
      report(vector, BindingMessages.elementSigned(vector.name(), array.describe()));
    } else if (scalars.stream().anyMatch(s -> s.bits() < Integer.SIZE && s.bits() > 0)) {
      report(vector, BindingMessages.elementNarrow(vector.name(), array.describe()));
    }
    return !kinds.contains(ScalarKind.FLOAT);
  }

  /** Two words are a long integer too, one after the other. */
  private void checkIntegers(VectorParameter vector, RuntimeArray array, int stride) {
    int bytes = vector.elements().integerBytes();
    boolean fits =
        stride == bytes
            && new DenseLayout(inspection.fixed()).gap(array.element(), stride).isEmpty()
            && Scalars.in(array.element()).stream().allMatch(s -> s.bits() >= Integer.SIZE);
    if (!fits) {
      report(
          vector,
          BindingMessages.integerWidth(
              vector.name(),
              bytes * Byte.SIZE,
              array.describe(),
              Integer.toUnsignedString(stride),
              bytes == Integer.BYTES ? "uint" : "uint64_t' or 'uvec2"));
    }
  }

  /** Returns the sizes of elements, where the field is known. */
  private Optional<Sizes> sizes(VectorElements elements) {
    if (elements.kind() == VectorElements.Kind.BASE) {
      return inspection.shape().map(shape -> sizes(shape, 1, 1));
    }
    if (elements.argument() == 0) {
      return inspection
          .shape()
          .map(shape -> sizes(shape, inspection.target().degree(), elements.coordinates()));
    }
    Optional<ConcreteType> named = inspection.arguments().of(elements).flatMap(a -> a.concrete());
    Optional<LimbShape> shape = named.flatMap(ConcreteType::shape);
    Optional<Integer> degree = named.flatMap(ConcreteType::degree);
    return shape.flatMap(s -> degree.map(d -> sizes(s, d, elements.coordinates())));
  }

  private static Sizes sizes(LimbShape shape, int degree, int coordinates) {
    int base = shape.bytes();
    return new Sizes(shape, base, base * degree, base * degree * coordinates);
  }
}
