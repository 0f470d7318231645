// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The elements of a Java array, as an operand of calls: copied to what the device reaches, and
 * back. What is copied is checked. Thread-safe as an array is.
 *
 * @param <A> the type of the array
 */
public final class HeapElements<A> implements HostOperand {

  /** Elements that one thread checks at a time. */
  private static final int BLOCK = 1 << 14;

  private final ElementArrays<A> kind;
  private final A array;
  private final Field<?> field;
  private final ElementForm form;
  private final SegmentLayout layout;
  private final ElementBound bound;
  private final int stride;
  private final long size;

  /** Makes the operand of a whole array. */
  public HeapElements(
      ElementArrays<A> kind, A array, Field<?> field, ElementForm form, SegmentLayout layout) {
    this.kind = kind;
    this.array = array;
    this.field = field;
    this.form = form;
    this.layout = layout;
    this.bound = new ElementBound(field, form);
    this.stride = kind.perElement(field);
    this.size = kind.length(array) / stride;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Field<?> field() {
    return field;
  }

  @Override
  public ElementForm form() {
    return form;
  }

  @Override
  public SegmentLayout layout() {
    return layout;
  }

  @Override
  public boolean isOf(OpenDevice device) {
    return true;
  }

  @Override
  public void requireOpen() {}

  @Override
  public Object memory() {
    return array;
  }

  @Override
  public boolean inDevicesReach() {
    return false;
  }

  @Override
  public void retain() {}

  @Override
  public void release() {}

  @Override
  public void copyTo(long address, long first, long count) {
    int at = Math.toIntExact(first * stride);
    kind.copyIn(array, at, address, Math.toIntExact(count * layout.elementBytes()));
    // What was copied is checked, and not what somebody may write to the array meanwhile.
    int bad = bound.isReduced() ? bound.firstUnreduced(address, (int) count) : -1;
    if (bad >= 0) {
      throw refusal(first + bad);
    }
  }

  @Override
  public void copyFrom(long address, long first, long count) {
    int at = Math.toIntExact(first * stride);
    kind.copyOut(address, array, at, Math.toIntExact(count * layout.elementBytes()));
  }

  @Override
  public void requireReduced() {
    if (!bound.isReduced()) {
      return;
    }
    AtomicLong found = new AtomicLong(Long.MAX_VALUE);
    ParallelPieces.COMMON.run(
        (size + BLOCK - 1) / BLOCK,
        block -> {
          int first = (int) block * BLOCK;
          int count = (int) Math.min(BLOCK, size - first);
          int bad = bound.firstUnreduced(kind, array, first * stride, count);
          if (bad >= 0) {
            found.accumulateAndGet(first + (long) bad, Math::min);
          }
        });
    if (found.get() != Long.MAX_VALUE) {
      throw refusal(found.get());
    }
  }

  private ElementRangeException refusal(long element) {
    return bound.unreduced(element, words(element));
  }

  /** Returns the integer that the words of an element are. */
  public BigInteger words(long element) {
    int at = Math.toIntExact(element * stride);
    if (field.elementBytes() == Integer.BYTES) {
      return BigInteger.valueOf(Integer.toUnsignedLong(kind.word(array, at)));
    }
    BigInteger value = BigInteger.ZERO;
    for (int limb = field.shape().limbs() - 1; limb >= 0; limb--) {
      BigInteger low = new BigInteger(Long.toUnsignedString(kind.limb(array, at, limb)));
      value = value.shiftLeft(Long.SIZE).or(low);
    }
    return value;
  }

  @Override
  public String toString() {
    return "HeapVector<" + field + ">[" + size + "]";
  }
}
