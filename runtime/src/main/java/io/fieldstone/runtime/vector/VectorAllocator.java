// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Dropped;
import io.fieldstone.runtime.vector.VectorStorage.Place;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.MemoryAllocator;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the vectors of a device and gives their memory back. Thread-safe. */
public final class VectorAllocator {

  private static final System.Logger LOGGER =
      System.getLogger("io.fieldstone.runtime.PersistentBackend");

  /** More than any address space has, and little enough for sums of sizes. */
  private static final long MAX_VECTOR_BYTES = 1L << 48;

  /** One ByteBuffer has a piece of a host vector. */
  private static final long MAX_HOST_SEGMENT_BYTES = 1L << 29;

  private static final long POLL_NANOS = 100_000;

  /** How long an allocation that found no memory waits for memory that is on its way back. */
  private static final long PRESSURE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Users' memory that a device which could not be closed may work on for ever. */
  private static final Set<Object> GIVEN_UP =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  private final OpenDevice device;
  private final MemoryAllocator memory;
  private final boolean leakTraces;
  private final BooleanSupplier onPressure;
  private final Set<VectorStorage> live = ConcurrentHashMap.newKeySet();

  private final StretchUses usesOfShared = new StretchUses();
  private final AtomicLong lastUseOfShared = new AtomicLong();

  /** Closed and used by no operation, but maybe by the device still. */
  private final Queue<VectorStorage> retired = new ConcurrentLinkedQueue<>();

  /**
   * Makes an allocator.
   *
   * @param leakTraces whether vectors remember where they were made
   * @param onPressure gives back what others keep for later, when memory has run out, and returns
   *     whether more of it comes back by itself
   */
  public VectorAllocator(OpenDevice device, boolean leakTraces, BooleanSupplier onPressure) {
    this.device = device;
    this.memory = device.memory();
    this.leakTraces = leakTraces;
    this.onPressure = onPressure;
  }

  OpenDevice device() {
    return device;
  }

  /**
   * Allocates a vector.
   *
   * @throws ElementRangeException if {@code size} is negative
   * @throws io.fieldstone.runtime.error.FormMismatchException if elements cannot be in the form
   * @throws OutOfMemoryException if there is not enough memory
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public VectorStorage allocate(ElementType<?> type, long size, ElementForm form, Place place) {
    if (size < 0) {
      throw new ElementRangeException("a vector cannot have " + size + " elements");
    }
    HeapElements.requireForm(type, form);
    if (size > MAX_VECTOR_BYTES / type.elementBytes()) {
      throw new OutOfMemoryException(
          "no memory holds " + size + " elements of " + type.elementBytes() + " bytes");
    }
    return device.gate().inside(() -> make(type, size, form, place));
  }

  /**
   * Makes a host vector of a direct buffer's remaining bytes, which it shares; the buffer is kept
   * until the memory would go back.
   *
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number of
   *     elements
   * @throws io.fieldstone.runtime.error.HostImportException if the device cannot work on it
   * @throws io.fieldstone.runtime.error.MissingFeatureException if it can work on no such memory
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public VectorStorage share(ElementType<?> type, ByteBuffer buffer, ElementForm form) {
    HeapElements.requireForm(type, form);
    SharedBuffer shared = SharedBuffer.of(buffer, type, device.plan().report());
    return device
        .gate()
        .inside(
            () -> {
              reclaim();
              SegmentLayout layout = layout(type, Place.HOST);
              GpuBuffer[] segments =
                  shared.size() == 0
                      ? new GpuBuffer[0]
                      : memory.importHost(
                          shared.address(),
                          shared.bytes(),
                          layout.segmentElements() * layout.elementBytes());
              return live(
                  new VectorStorage(
                      this,
                      type,
                      shared.size(),
                      form,
                      Place.HOST,
                      layout,
                      segments,
                      made(),
                      buffer));
            });
  }

  /** Vectors over memory of the user's may overlap, so that barriers go by their addresses. */
  StretchUses usesOfShared() {
    return usesOfShared;
  }

  /** And whoever waits for the last use of one of them waits for that of any. */
  AtomicLong lastUseOfShared() {
    return lastUseOfShared;
  }

  private SegmentLayout layout(ElementType<?> type, Place place) {
    long most = device.plan().segmentBytes();
    return SegmentLayout.of(
        type.elementBytes(), place == Place.HOST ? Math.min(most, MAX_HOST_SEGMENT_BYTES) : most);
  }

  private @Nullable Throwable made() {
    return leakTraces ? new Throwable("made here") : null;
  }

  private VectorStorage live(VectorStorage storage) {
    live.add(storage);
    return storage;
  }

  private VectorStorage make(ElementType<?> type, long size, ElementForm form, Place place) {
    reclaim();
    SegmentLayout layout = layout(type, place);
    GpuBuffer[] segments;
    try {
      if (place == Place.HOST) {
        memory.requireHost(size * type.elementBytes());
      } else {
        memory.requireDevice(size * type.elementBytes());
      }
      segments = segments(layout, size, place);
    } catch (OutOfMemoryException e) {
      throw new OutOfMemoryException(
          VectorStorage.name(place, type, size)
              + " of "
              + size * type.elementBytes()
              + " bytes: "
              + e.getMessage());
    }
    return live(new VectorStorage(this, type, size, form, place, layout, segments, made(), null));
  }

  /**
   * Watches the object through which a user holds {@code storage}: if it is dropped, that is said
   * and the memory goes back.
   *
   * @return what the user's close calls
   */
  public Cleaner.Cleanable watch(Object holder, VectorStorage storage) {
    return Dropped.watch(holder, storage::closeDropped);
  }

  private GpuBuffer[] segments(SegmentLayout layout, long size, Place place) {
    GpuBuffer[] segments = new GpuBuffer[layout.segments(size)];
    int made = 0;
    try {
      for (long first = 0; first < size; first += layout.segmentElements()) {
        segments[made] = buffer(layout.run(first, size - first) * layout.elementBytes(), place);
        made++;
      }
      return segments;
    } finally {
      if (made < segments.length) {
        for (int i = 0; i < made; i++) {
          memory.free(segments[i]);
        }
      }
    }
  }

  private GpuBuffer buffer(long bytes, Place place) {
    try {
      return tryBuffer(bytes, place);
    } catch (OutOfMemoryException e) {
      long end = System.nanoTime() + PRESSURE_NANOS;
      while (isMoreComing() && System.nanoTime() - end < 0 && device.gate().isOpen()) {
        LockSupport.parkNanos(POLL_NANOS);
      }
      return tryBuffer(bytes, place);
    }
  }

  private boolean isMoreComing() {
    boolean ofOthers = onPressure.getAsBoolean();
    return reclaim() > 0 || ofOthers;
  }

  private GpuBuffer tryBuffer(long bytes, Place place) {
    return place == Place.HOST ? memory.allocateHost(bytes) : memory.allocateDevice(bytes);
  }

  /** Gives back what no operation uses any more, now or once the device is done with it. */
  void giveBack(VectorStorage storage) {
    if (device.gate().tryEnter()) {
      try {
        if (storage.isIdle()) {
          free(storage);
        } else {
          retired.add(storage);
        }
        reclaim();
      } finally {
        device.gate().leave(true);
      }
    } else {
      retired.add(storage); // whoever closes the backend frees it
    }
  }

  /** Frees what the device is done with; returns how many vectors it is not done with. */
  private int reclaim() {
    int busy = 0;
    for (int left = retired.size(); left > 0; left--) {
      VectorStorage storage = retired.poll();
      if (storage == null) {
        break;
      }
      if (storage.isIdle()) {
        free(storage);
      } else {
        retired.add(storage);
        busy++;
      }
    }
    return busy;
  }

  private void free(VectorStorage storage) {
    for (GpuBuffer segment : storage.allSegments()) {
      memory.free(segment);
    }
    live.remove(storage);
  }

  /**
   * Closes all vectors and frees them, once the gate is closed, nobody is inside and the device is
   * drained; waits for those who read or write elements.
   *
   * @return whether all were freed before {@code deadline}
   */
  public boolean close(Deadline deadline) {
    long open = live.stream().filter(storage -> !storage.isClosed()).count();
    if (open > 0) {
      LOGGER.log(Level.DEBUG, "closing the backend closes {0} vectors that are still open", open);
    }
    live.forEach(VectorStorage::close);
    boolean interrupted = false;
    boolean freed = freeRetired();
    while (!freed && !deadline.passed()) {
      LockSupport.parkNanos(deadline.nanosLeft(POLL_NANOS));
      interrupted |= Thread.interrupted();
      freed = freeRetired();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return freed;
  }

  /** Closes all vectors and frees none, since the device or an operation may use them. */
  public void abandon() {
    live.stream().map(VectorStorage::shared).filter(Objects::nonNull).forEach(GIVEN_UP::add);
    live.forEach(VectorStorage::close);
  }

  /** Frees what was given back, on a drained device; returns whether that was all. */
  private boolean freeRetired() {
    VectorStorage storage = retired.poll();
    while (storage != null) {
      free(storage);
      storage = retired.poll();
    }
    return live.isEmpty();
  }

  /** Returns the bytes of all vectors whose memory has not gone back. */
  public long liveBytes() {
    return live.stream().mapToLong(VectorStorage::bytes).sum();
  }
}
