// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.spirv.SpirvConstant.SpecializedValues;
import io.fieldstone.processor.spirv.SpirvType;
import io.fieldstone.processor.spirv.SpirvType.Member;
import java.util.IdentityHashMap;

/** Computes how many bytes types take, tightly packed; remembers each, since members are shared. */
final class TypeSizes {

  private static final long BOOL_BYTES = 4;

  private final SpecializedValues fixed;
  private final IdentityHashMap<SpirvType, Long> known = new IdentityHashMap<>();

  TypeSizes(SpecializedValues fixed) {
    this.fixed = fixed;
  }

  /** Returns the size in bytes, at most {@link Long#MAX_VALUE}. */
  long bytes(SpirvType type) {
    Long size = known.get(type);
    if (size == null) {
      size = compute(type);
      known.put(type, size);
    }
    return size;
  }

  private long compute(SpirvType type) {
    if (type instanceof SpirvType.Scalar scalar) {
      return scalar.bits() == 0 ? BOOL_BYTES : scalar.bits() / Byte.SIZE;
    }
    if (type instanceof SpirvType.Vector vector) {
      return times(bytes(vector.component()), vector.count());
    }
    if (type instanceof SpirvType.Array array) {
      return times(bytes(array.element()), array.length().value(fixed).orElse(0));
    }
    if (type instanceof SpirvType.Struct struct) {
      long sum = 0;
      for (Member member : struct.members()) {
        long bytes = bytes(member.type());
        sum = sum > Long.MAX_VALUE - bytes ? Long.MAX_VALUE : sum + bytes;
      }
      return sum;
    }
    return 0;
  }

  private static long times(long bytes, long count) {
    boolean overflows = bytes != 0 && Long.compareUnsigned(count, Long.MAX_VALUE / bytes) > 0;
    return overflows ? Long.MAX_VALUE : bytes * count;
  }
}
