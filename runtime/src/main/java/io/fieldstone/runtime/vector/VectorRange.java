// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.OpenDevice;

/**
 * Elements of one vector, all of them or some, as calls on device vectors bind them; numbered from
 * 0 on. Immutable.
 *
 * <pre>
 *   segments    |  . . . . . a b |  c d e f . . .  |        the range of a .. f: runs of 2 and 4
 * </pre>
 */
public final class VectorRange implements Operand {

  private final VectorStorage storage;
  private final long first;
  private final long size;

  VectorRange(VectorStorage storage, long first, long size) {
    this.storage = storage;
    this.first = first;
    this.size = size;
  }

  /**
   * Returns some of these elements.
   *
   * @throws ElementRangeException if they are not all among them
   */
  public VectorRange slice(long at, long count) {
    ElementRanges.require(at, count, size, this);
    return new VectorRange(storage, first + at, count);
  }

  /** Returns the vector whose elements they are. */
  public VectorStorage storage() {
    return storage;
  }

  /** Returns the number in its vector of the first. */
  public long first() {
    return first;
  }

  @Override
  public long size() {
    return size;
  }

  /** Returns the size in bytes. */
  public long bytes() {
    return size * layout().elementBytes();
  }

  @Override
  public ElementType<?> type() {
    return storage.type();
  }

  @Override
  public ElementForm form() {
    return storage.form();
  }

  @Override
  public SegmentLayout layout() {
    return storage.layout();
  }

  @Override
  public boolean isOf(OpenDevice device) {
    return storage.isOf(device);
  }

  /**
   * Throws if it was closed.
   *
   * @throws ClosedException if so
   */
  public void requireOpen() {
    if (!isWhole() && storage.isClosed()) {
      throw new ClosedException(storage.whole() + " was closed, and its parts with it: " + this);
    }
    storage.requireOpen();
  }

  @Override
  public void requireOpen(String name) {
    if (!isWhole() && storage.isClosed()) {
      throw new ClosedException(
          storage.whole() + " was closed, and its parts with it: " + name + ", " + this);
    }
    storage.requireOpen(name);
  }

  /** Keeps the memory until {@link VectorStorage#release}. */
  public void retain() {
    if (storage.isClosed()) {
      requireOpen();
    }
    storage.retain();
  }

  /** Returns how many of {@code count} elements from {@code at} on lie in the same segment. */
  public long run(long at, long count) {
    return layout().run(first + at, count);
  }

  /** Returns the buffer in which element {@code at} lies. */
  public GpuBuffer buffer(long at) {
    return storage.segment(layout().segment(first + at));
  }

  /** Returns the byte offset of element {@code at} within its buffer. */
  public long offset(long at) {
    return layout().offset(first + at);
  }

  /** Returns how many buffers they lie in. */
  public int buffers() {
    return size == 0 ? 0 : layout().segment(first + size - 1) - layout().segment(first) + 1;
  }

  /** Returns whether buffers end between the same elements of this and of another. */
  public boolean isCutLike(VectorRange other) {
    long segment = layout().segmentElements();
    return first % segment == other.first % segment || (buffers() <= 1 && other.buffers() <= 1);
  }

  /** Returns whether another range is of the same vector, and of these elements only. */
  public boolean contains(VectorRange other) {
    return storage == other.storage
        && first <= other.first
        && other.first + other.size <= first + size;
  }

  /** Returns whether they are the same elements in the same memory. */
  public boolean isSame(VectorRange other) {
    return size == other.size
        && bytes() == other.bytes()
        && (storage == other.storage
            ? first == other.first
            : address() != 0 && address() == other.address());
  }

  /** Returns whether an element of one lies in the memory of one of the other. */
  public boolean overlaps(VectorRange other) {
    if (size == 0 || other.size == 0) {
      return false;
    }
    if (storage == other.storage) {
      return first < other.first + other.size && other.first < first + size;
    }
    long begin = address();
    long ofOther = other.address();
    return begin != 0
        && ofOther != 0
        && begin < ofOther + other.bytes()
        && ofOther < begin + bytes();
  }

  /**
   * Returns whether a use has to wait for a use before it in the same stretch between barriers; for
   * whoever has the stream's turn, as {@link #used}.
   */
  public boolean conflicts(long stretch, Access access) {
    long begin = begin();
    return storage.uses().conflicts(stretch, access, begin, begin + bytes());
  }

  /** Notes a use in a stretch between barriers. */
  public void used(long stretch, Access access) {
    long begin = begin();
    storage.uses().note(stretch, access, begin, begin + bytes());
  }

  /** Returns where they begin: by address if other vectors may have parts of the memory. */
  private long begin() {
    return storage.sharedAddress() + first * layout().elementBytes();
  }

  /** Returns where they begin in memory that other vectors may have parts of, or 0. */
  private long address() {
    long begin = storage.sharedAddress();
    return begin == 0 ? 0 : begin + first * layout().elementBytes();
  }

  private boolean isWhole() {
    return size == storage.size();
  }

  @Override
  public String toString() {
    return isWhole() ? storage.toString() : ElementRanges.name(first, size) + " of " + storage;
  }
}
