// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The elements of a Java array, as an operand of calls: copied to what the device reaches, and
 * back. What is copied is checked. Thread-safe as an array is.
 */
public final class HeapElements implements HostOperand {

  /** Elements that one thread checks at a time. */
  private static final int BLOCK = 1 << 14;

  /** What elements are in the array, to be copied by one thread. */
  private interface Content {
    /** Returns the first base element that is refused, counted from the first, or -1. */
    int check(long first, int count);

    void copyTo(long address, long first, int count);

    void copyFrom(long address, long first, int count);

    /** Returns the exception for base element {@code i}, which was refused. */
    ElementRangeException refusal(long i);

    /** Returns the value of an element. */
    BigInteger value(long i);
  }

  private final Object array;
  private final ElementType<?> type;
  private final ElementForm form;
  private final SegmentLayout layout;
  private final long size;
  private final Content content;

  private HeapElements(
      Object array, ElementType<?> type, ElementForm form, long size, Content content) {
    requireForm(type, form);
    this.array = array;
    this.type = type;
    this.form = form;
    this.layout = SegmentLayout.of(type.elementBytes(), Integer.MAX_VALUE);
    this.size = size;
    this.content = content;
  }

  /**
   * Throws unless elements of a type can be in a form.
   *
   * @throws FormMismatchException if they are integers, and the form is not canonical
   */
  static void requireForm(ElementType<?> type, ElementForm form) {
    if (form != ElementForm.CANONICAL && type.baseElementField().isEmpty()) {
      throw new FormMismatchException(
          "vectors of " + type + " are CANONICAL, not " + form + ": integers have no form");
    }
  }

  /**
   * Returns the elements whose words a whole array is.
   *
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if an element is less than an
   *     entry
   */
  public static <A> HeapElements ofWords(
      ElementArrays<A> kind, A array, ElementType<?> type, ElementForm form) {
    int size = kind.elements(type, kind.length(array));
    int each = kind.perElement(type);
    int bytes = type.elementBytes();
    int components = type.components();
    ElementBound bound = new ElementBound(type, form);
    return new HeapElements(
        array,
        type,
        form,
        size,
        new Content() {
          @Override
          public int check(long first, int count) {
            return bound.isReduced()
                ? bound.firstUnreduced(kind, array, (int) first * each, count)
                : -1;
          }

          @Override
          public void copyTo(long address, long first, int count) {
            kind.copyIn(array, (int) first * each, address, count * bytes);
            // What was copied is checked, and not what somebody may write to the array meanwhile.
            int bad = bound.isReduced() ? bound.firstUnreduced(address, count) : -1;
            if (bad >= 0) {
              throw refusal(first * components + bad);
            }
          }

          @Override
          public void copyFrom(long address, long first, int count) {
            kind.copyOut(address, array, (int) first * each, count * bytes);
          }

          @Override
          public ElementRangeException refusal(long i) {
            return bound.unreduced(
                i, kind.words(type.shape(), array, (int) i * (each / components)));
          }

          @Override
          public BigInteger value(long i) {
            HostElements.requireSingle(type);
            BigInteger words = kind.words(type.shape(), array, (int) i * each);
            return form == ElementForm.MONTGOMERY
                ? type.baseElementField().map(field -> decoded(words, field)).orElse(words)
                : words;
          }
        });
  }

  private static BigInteger decoded(BigInteger words, Field<?> field) {
    return words.multiply(field.r().modInverse(field.modulus())).mod(field.modulus());
  }

  /** Returns the elements whose values a whole array has, in whatever form calls get them. */
  public static HeapElements ofValues(BigInteger[] values, ElementType<?> type, ElementForm form) {
    HostElements.requireSingle(type);
    ElementBound bound = new ElementBound(type, form);
    ElementCodec codec = new ElementCodec(type, form);
    return new HeapElements(
        values,
        type,
        form,
        values.length,
        new Content() {
          @Override
          public int check(long first, int count) {
            return bound.firstRefused(values, (int) first, count);
          }

          @Override
          public void copyTo(long address, long first, int count) {
            int bad = check(first, count);
            if (bad >= 0) {
              throw refusal(first + bad);
            }
            codec.writeAll(values, (int) first, address, count);
          }

          @Override
          public void copyFrom(long address, long first, int count) {
            codec.readAll(address, values, (int) first, count);
          }

          @Override
          public ElementRangeException refusal(long i) {
            return bound.refusal(i, values[(int) i]);
          }

          @Override
          public BigInteger value(long i) {
            return values[(int) i];
          }
        });
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ElementType<?> type() {
    return type;
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
  public void requireOpen(String name) {}

  /** Arrays are the same or apart. */
  @Override
  public long sharedAddress() {
    return 0;
  }

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
    content.copyTo(address, first, Math.toIntExact(count));
  }

  @Override
  public void copyFrom(long address, long first, long count) {
    content.copyFrom(address, first, Math.toIntExact(count));
  }

  @Override
  public void requireReduced() {
    AtomicLong found = new AtomicLong(Long.MAX_VALUE);
    ParallelPieces.COMMON.run(
        (size + BLOCK - 1) / BLOCK,
        block -> {
          long first = block * BLOCK;
          int bad = content.check(first, (int) Math.min(BLOCK, size - first));
          if (bad >= 0) {
            found.accumulateAndGet(first * type.components() + bad, Math::min);
          }
        });
    if (found.get() != Long.MAX_VALUE) {
      throw content.refusal(found.get());
    }
  }

  /** Returns the value of an element, whatever the form. */
  public BigInteger value(long i) {
    return content.value(i);
  }

  @Override
  public String toString() {
    return "HeapVector<" + type + ">[" + size + "]";
  }
}
