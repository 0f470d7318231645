// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.spirv.SpirvConstant.SpecializedValues;
import io.fieldstone.processor.spirv.SpirvType;
import io.fieldstone.processor.spirv.SpirvType.Member;
import io.fieldstone.processor.spirv.SpirvType.Scalar;
import io.fieldstone.processor.spirv.SpirvType.Struct;
import io.fieldstone.processor.spirv.SpirvType.Vector;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a type in a buffer uses every byte, as elements do: Java writes word after word, so that
 * a shader which skips some reads the wrong ones.
 *
 * <pre>
 *   uint[2], std430    | 0 | 1 |                       uint[2], std140    | 0 |   |   |   | 1 | ...
 *   uvec3[], stride 16 | x | y | z |   | x | y | ...   struct { uint a; uvec2 b; }  | a |   | b | b |
 * </pre>
 */
final class DenseLayout {

  private final TypeSizes sizes;
  private final SpecializedValues fixed;

  /** Types with a layout that was looked at: members may be shared, so each is looked at once. */
  private final Set<SpirvType> dense = Collections.newSetFromMap(new IdentityHashMap<>());

  DenseLayout(SpecializedValues fixed) {
    this.sizes = new TypeSizes(fixed);
    this.fixed = fixed;
  }

  /** Returns where {@code type} leaves gaps if one follows the other after {@code stride} bytes. */
  Optional<String> gap(SpirvType type, int stride) {
    Optional<String> inside = gap(type);
    if (inside.isPresent()) {
      return inside;
    }
    long bytes = sizes.bytes(type);
    return bytes == Integer.toUnsignedLong(stride)
        ? Optional.empty()
        : Optional.of("a '" + type.describe() + "' fills " + bytes);
  }

  private Optional<String> gap(SpirvType type) {
    if (type instanceof Scalar scalar) {
      return scalar.bits() == 0 ? Optional.of("a bool has no bytes of its own") : Optional.empty();
    }
    if (dense.contains(type)) {
      return Optional.empty();
    }
    Optional<String> gap = gapOfComposite(type);
    if (gap.isEmpty()) {
      dense.add(type);
    }
    return gap;
  }

  private Optional<String> gapOfComposite(SpirvType type) {
    if (type instanceof Vector vector) {
      // the columns of a matrix start where vectors of two or four do
      boolean padded = vector.component() instanceof Vector column && column.count() == 3;
      return padded
          ? Optional.of("each column of a '" + type.describe() + "' is padded to four")
          : gap(vector.component());
    }
    if (type instanceof SpirvType.Array array) {
      if (array.stride().isEmpty() || array.length().value(fixed).isEmpty()) {
        return Optional.of("a '" + type.describe() + "' has no stride or length that is known");
      }
      return gap(array.element(), array.stride().getAsInt());
    }
    return type instanceof Struct struct
        ? gapOfStruct(struct)
        : Optional.of("a '" + type.describe() + "' is no number");
  }

  private Optional<String> gapOfStruct(Struct struct) {
    List<Member> members =
        struct.members().stream()
            .sorted(Comparator.comparingLong(m -> Integer.toUnsignedLong(m.offset().orElse(0))))
            .toList();
    long end = 0;
    for (Member member : members) {
      if (Integer.toUnsignedLong(member.offset().orElse(0)) != end) {
        return Optional.of(
            "'"
                + member.name()
                + "' of '"
                + struct.describe()
                + "' is at offset "
                + Integer.toUnsignedString(member.offset().orElse(0))
                + " instead of "
                + end);
      }
      Optional<String> inside = gap(member.type());
      if (inside.isPresent()) {
        return inside;
      }
      long bytes = sizes.bytes(member.type());
      end = end > Long.MAX_VALUE - bytes ? Long.MAX_VALUE : end + bytes;
    }
    return members.isEmpty() ? Optional.of("an empty struct has no bytes") : Optional.empty();
  }
}
