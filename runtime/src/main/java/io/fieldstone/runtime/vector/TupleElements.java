// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.vector.ElementCodec.Scratch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of the elements of a host vector as lists of those of their base elements, whatever
 * the vector's form; many at once on all cores. Thread-safe as an array is.
 */
public final class TupleElements {

  /** Takes an element's base elements, in no particular order of elements. */
  public interface Taker {
    /** Takes those of the element that is number {@code index} of the range. */
    void take(int index, List<BigInteger> tuple);
  }

  /** Gives an element's base elements, each of which may be one. */
  public interface Giver {
    /** Returns those of the element that is number {@code index} of the range. */
    List<BigInteger> give(int index);
  }

  private final VectorStorage storage;
  private final ElementAccess access;
  private final ElementCodec codec;
  private final BulkElements bulk;
  private final int components;
  private final int baseBytes;

  TupleElements(
      VectorStorage storage, ElementAccess access, ElementCodec codec, BulkElements bulk) {
    this.storage = storage;
    this.access = access;
    this.codec = codec;
    this.bulk = bulk;
    this.components = storage.type().components();
    this.baseBytes = storage.type().shape().bytes();
  }

  /**
   * Sets the values of elements {@code first .. first + count}.
   *
   * @throws io.fieldstone.runtime.error.ElementRangeException if they are not all in the vector
   */
  public void put(long first, int count, Giver giver) {
    access.requireRange(first, count);
    forEach(
        first,
        count,
        (index, address, scratch) -> {
          List<BigInteger> tuple = giver.give(index);
          for (int c = 0; c < components; c++) {
            codec.write(tuple.get(c), address + (long) c * baseBytes, scratch);
          }
        });
  }

  /**
   * Reads the values of elements {@code first .. first + count}.
   *
   * @throws io.fieldstone.runtime.error.ElementRangeException if they are not all in the vector
   */
  public void get(long first, int count, Taker taker) {
    access.requireRange(first, count);
    forEach(
        first,
        count,
        (index, address, scratch) -> {
          List<BigInteger> tuple = new ArrayList<>(components);
          for (int c = 0; c < components; c++) {
            tuple.add(codec.read(address + (long) c * baseBytes, scratch));
          }
          taker.take(index, tuple);
        });
  }

  private interface ElementAction {
    void accept(int index, long address, Scratch scratch);
  }

  private void forEach(long first, int count, ElementAction action) {
    int bytes = components * baseBytes;
    bulk.inside(
        () ->
            access.forEach(
                first,
                count,
                Math.max(1, BulkElements.PIECE_INTEGERS / components),
                (offset, address, run) -> {
                  Scratch scratch = codec.scratch();
                  for (int i = 0; i < run; i++) {
                    action.accept((int) offset + i, address + (long) i * bytes, scratch);
                  }
                }));
  }

  /** Returns the words of a base element as an integer; the caller retains the vector. */
  BigInteger readRaw(long base) {
    long address = access.address(base / components) + base % components * baseBytes;
    return codec.readRaw(address, codec.scratch());
  }

  @Override
  public String toString() {
    return storage.toString();
  }
}
