// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one vector, and who uses it: it goes back once it is closed, no operation retains
 * it and the device is done with it. Made by a {@link VectorAllocator}, which owns it. Thread-safe;
 * retaining allocates nothing on the Java heap.
 */
public final class VectorStorage implements HostOperand {

  private static final System.Logger LOGGER =
      System.getLogger("io.fieldstone.runtime.PersistentBackend");

  /** Where a vector's elements are. */
  public enum Place {
    /** In host memory that the device reaches. */
    HOST,
    /** In the device's own memory. */
    DEVICE
  }

  /** The bit of {@link #users} that says that it was closed; the others count who retains it. */
  private static final int CLOSED = Integer.MIN_VALUE;

  private static final AtomicLong MADE = new AtomicLong();

  private final long number = MADE.incrementAndGet();
  private final VectorAllocator owner;
  private final ElementType<?> type;
  private final long size;
  private final ElementForm form;
  private final Place place;
  private final SegmentLayout layout;
  private final GpuBuffer[] segments;

  /** Where its elements are if that is one segment of host memory, else 0. */
  private final long onlyAddress;

  private final @Nullable Throwable made;

  /** Whose memory it is, if it is the user's: that is kept until the device is done with it. */
  private final @Nullable Object shared;

  private final VectorRange all;

  /** What it is a part of, if its user does not know it by itself. */
  private volatile @Nullable String partOf;

  private final AtomicInteger users = new AtomicInteger();

  private volatile boolean claimed = true;

  /** The resident queue's value that the last use by the device reaches. */
  private final AtomicLong lastUse = new AtomicLong();

  /** When commands have used its memory. */
  private final StretchUses uses;

  VectorStorage(
      VectorAllocator owner,
      ElementType<?> type,
      long size,
      ElementForm form,
      Place place,
      SegmentLayout layout,
      GpuBuffer[] segments,
      @Nullable Throwable made,
      @Nullable Object shared) {
    this.owner = owner;
    this.type = type;
    this.size = size;
    this.form = form;
    this.place = place;
    this.layout = layout;
    this.segments = segments;
    this.onlyAddress = place == Place.HOST && segments.length == 1 ? segments[0].address() : 0;
    this.made = made;
    this.shared = shared;
    this.all = new VectorRange(this, 0, size);
    this.uses = shared == null ? new StretchUses() : owner.usesOfShared();
  }

  /** Returns all its elements. */
  public VectorRange all() {
    return all;
  }

  @Override
  public long size() {
    return size;
  }

  /** Returns the size in bytes. */
  public long bytes() {
    return size * layout.elementBytes();
  }

  @Override
  public ElementType<?> type() {
    return type;
  }

  @Override
  public ElementForm form() {
    return form;
  }

  /** Returns the device that can use it. */
  public OpenDevice device() {
    return owner.device();
  }

  @Override
  public SegmentLayout layout() {
    return layout;
  }

  /** Returns a segment's buffer. */
  public GpuBuffer segment(int index) {
    return segments[index];
  }

  /** Returns whether kernels get at its elements, which are whole words, by their addresses. */
  public boolean canBeGathered() {
    return segments.length > 0
        && segments[0].deviceAddress() != 0
        && layout.elementBytes() % Integer.BYTES == 0;
  }

  /** Returns how many segments it has: none if it has no elements. */
  public int segments() {
    return segments.length;
  }

  /** Returns whether it was closed. */
  public boolean isClosed() {
    return users.get() < 0;
  }

  /**
   * Throws if it was closed.
   *
   * @throws ClosedException if so
   */
  void requireOpen() {
    if (isClosed()) {
      throw new ClosedException(whole() + " was closed");
    }
  }

  @Override
  public void requireOpen(String name) {
    if (isClosed()) {
      throw new ClosedException(whole(name) + " was closed");
    }
  }

  @Override
  public void retain() {
    if (!tryRetain()) {
      throw new ClosedException(whole() + " was closed");
    }
  }

  /**
   * Keeps the memory until {@link #release}, in a thread that is not inside the gate.
   *
   * @throws ClosedException if it was closed
   */
  void retainOutside() {
    if (!tryRetain()) {
      throw owner.device().gate().refusal(whole());
    }
  }

  /**
   * Keeps the memory until {@link #release}, for a part of an operation that keeps it too, whether
   * or not it was closed meanwhile.
   *
   * @return whether it did; false if that operation has ended
   */
  boolean retainAgain() {
    int count;
    do {
      count = users.get();
      if ((count & ~CLOSED) == 0) {
        return false;
      }
    } while (!users.compareAndSet(count, count + 1));
    return true;
  }

  /** Keeps the memory until {@link #release}, for a recording that keeps it closed or not. */
  public void retainRecorded() {
    if (!retainAgain()) {
      throw new ClosedException(whole() + " was closed");
    }
  }

  private boolean tryRetain() {
    int count;
    do {
      count = users.get();
      if (count < 0) {
        return false;
      }
    } while (!users.compareAndSet(count, count + 1));
    return true;
  }

  @Override
  public void release() {
    if (users.decrementAndGet() == CLOSED) {
      owner.giveBack(this);
    }
  }

  @Override
  public boolean isOf(OpenDevice device) {
    return owner.device() == device;
  }

  /** Returns a number that no other one has: from 1, in the order in which they are made. */
  public long number() {
    return number;
  }

  @Override
  public Object memory() {
    return this;
  }

  /** Its elements are its owner's responsibility. */
  @Override
  public void requireReduced() {}

  @Override
  public boolean inDevicesReach() {
    return place == Place.HOST;
  }

  @Override
  public void copyTo(long address, long first, long count) {
    if (onlyAddress != 0) {
      int bytes = layout.elementBytes();
      HostMemory.copy(onlyAddress + first * bytes, address, count * bytes);
      return;
    }
    long to = address;
    for (long done = 0; done < count; ) {
      long run = layout.run(first + done, count - done);
      long bytes = run * layout.elementBytes();
      HostMemory.copy(address(first + done), to, bytes);
      to += bytes;
      done += run;
    }
  }

  @Override
  public void copyFrom(long address, long first, long count) {
    if (onlyAddress != 0) {
      int bytes = layout.elementBytes();
      HostMemory.copy(address, onlyAddress + first * bytes, count * bytes);
      return;
    }
    long from = address;
    for (long done = 0; done < count; ) {
      long run = layout.run(first + done, count - done);
      long bytes = run * layout.elementBytes();
      HostMemory.copy(from, address(first + done), bytes);
      from += bytes;
      done += run;
    }
  }

  private long address(long element) {
    return segments[layout.segment(element)].address() + layout.offset(element);
  }

  /** Has the memory go back as soon as nothing uses it; waits for nothing. Idempotent. */
  public void close() {
    int count;
    do {
      count = users.get();
      if (count < 0) {
        return;
      }
    } while (!users.compareAndSet(count, count | CLOSED));
    if (count == 0) {
      owner.giveBack(this);
    }
  }

  /** Says whether somebody has it who can close it; what nobody has may be dropped. */
  public void setClaimed(boolean byUser) {
    claimed = byUser;
  }

  /** Closes it if nobody has, and says that nobody can any more. */
  void closeDropped() {
    if (isClosed() || !owner.device().gate().isOpen()) {
      return; // whoever closes the backend closes it
    }
    close();
    if (!claimed) {
      return;
    }
    LOGGER.log(
        Level.WARNING,
        this
            + " of "
            + bytes()
            + " bytes was dropped without close(); its memory goes back now. "
            + (made == null
                ? "BackendOptions.withLeakTraces(true) or FIELDSTONE_LEAK_TRACES=1 tells where it"
                    + " was made"
                : "It was made here:"),
        made);
  }

  /** Returns when commands have used its memory, by addresses if others may be over the same. */
  StretchUses uses() {
    return uses;
  }

  /** Notes that the device uses it until the resident queue's timeline reaches {@code value}. */
  public void usedUntil(long value) {
    raise(lastUse, value);
    if (shared != null) {
      raise(owner.lastUseOfShared(), value);
    }
  }

  private static void raise(AtomicLong to, long value) {
    long last;
    do {
      last = to.get();
    } while (last < value && !to.compareAndSet(last, value));
  }

  /**
   * Returns the value that the resident queue's timeline reaches when the last use of its memory is
   * done, which others may be over too.
   */
  public long lastUse() {
    return shared == null ? lastUse.get() : owner.lastUseOfShared().get();
  }

  /** Returns whether the device is known to be done with it. */
  boolean isIdle() {
    try {
      return owner.device().resident().timeline().reached(lastUse.get());
    } catch (FieldstoneException e) {
      return false; // lost, or nobody can tell at the moment: it is asked again, at the close at
      // last
    }
  }

  @Override
  public long sharedAddress() {
    return shared == null || size == 0 ? 0 : address(0);
  }

  /** Returns what the memory belongs to, null if it is the vector's own. */
  public @Nullable Object shared() {
    return shared;
  }

  GpuBuffer[] allSegments() {
    return segments;
  }

  /** Says what it is a part of: that is what whoever is told of it knows. */
  public void setPartOf(String whole) {
    partOf = whole;
  }

  /** Returns what was closed with it, for messages: what it is a part of, or itself. */
  public String whole() {
    String known = partOf;
    return known == null ? toString() : known;
  }

  /**
   * Returns the same for a caller who knows the vector as {@code name}, but not parts of others.
   */
  String whole(String name) {
    return partOf == null ? name + ", " + this + "," : whole();
  }

  /** Returns what messages call a vector. */
  static String name(Place place, ElementType<?> type, long size) {
    return (place == Place.HOST ? "HostVector<" : "DeviceVector<") + type + ">[" + size + "]";
  }

  @Override
  public String toString() {
    String known = partOf;
    String itself = name(place, type, size);
    return known == null ? itself : itself + " of " + known;
  }
}
