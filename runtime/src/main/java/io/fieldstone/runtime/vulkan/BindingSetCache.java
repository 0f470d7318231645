// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import org.jspecify.annotations.Nullable;

/**
 * The binding sets of one pipeline's dispatches: a dispatch on the ranges of an earlier one takes
 * its set as it is, another one a set that the device is done with. There are as many as dispatches
 * were pending at once, in small groups by a hash of their ranges. Not thread-safe: used by whoever
 * has the stream's turn.
 *
 * <pre>
 *   groups    | s s . . | s . . . | s s s s | . . . . |
 *                                   all pending: twice as many groups
 * </pre>
 */
public final class BindingSetCache implements AutoCloseable {

  private static final int WAYS = 4;

  private final ComputePipeline pipeline;
  private final Timeline timeline;
  private final GpuBuffer[] buffers;
  private final long[] offsets;
  private final long[] bytes;
  private @Nullable BindingSet[] sets = new @Nullable BindingSet[WAYS];

  /**
   * Makes an empty cache.
   *
   * @param pipeline the pipeline
   * @param vectors how many vectors a dispatch binds
   * @param timeline what tells which dispatches are done
   */
  public BindingSetCache(ComputePipeline pipeline, int vectors, Timeline timeline) {
    this.pipeline = pipeline;
    this.timeline = timeline;
    this.buffers = new GpuBuffer[vectors];
    this.offsets = new long[vectors];
    this.bytes = new long[vectors];
  }

  /** Sets what the dispatch to come binds to parameter {@code i}. */
  public void bind(int i, GpuBuffer buffer, long offset, long length) {
    buffers[i] = buffer;
    offsets[i] = offset;
    bytes[i] = length;
  }

  /** Returns a set with what was bound, for a dispatch that is done at {@code value}. */
  public BindingSet take(long value) {
    int hash = hash();
    int slot = find(hash);
    for (; slot < 0; slot = find(hash)) {
      grow();
    }
    BindingSet set = sets[slot];
    if (set == null) {
      set = pipeline.newBindingSet();
      sets[slot] = set;
    }
    fill(set);
    set.use(hash, value);
    return set;
  }

  /** Returns a set with what was bound, which the caller owns. */
  public BindingSet make() {
    BindingSet set = pipeline.newBindingSet();
    fill(set);
    return set;
  }

  /** Has a set of the caller's, which is not pending, bind what was bound. */
  public void fill(BindingSet set) {
    for (int i = 0; i < buffers.length; i++) {
      set.bind(i, buffers[i], offsets[i], bytes[i]);
    }
    set.update();
  }

  /** Returns where a set is that is bound so, or that may be; -1 if all are pending. */
  private int find(int hash) {
    int first = hash & (sets.length - WAYS);
    int free = -1;
    long oldest = Long.MAX_VALUE;
    for (int slot = first; slot < first + WAYS; slot++) {
      BindingSet set = sets[slot];
      if (set == null) {
        return slot;
      }
      if (set.hash() == hash && isBound(set)) {
        return slot;
      }
      if (set.lastUse() < oldest) {
        oldest = set.lastUse();
        free = slot;
      }
    }
    return timeline.reached(oldest) ? free : -1;
  }

  private boolean isBound(BindingSet set) {
    for (int i = 0; i < buffers.length; i++) {
      if (!set.isBound(i, buffers[i], offsets[i], bytes[i])) {
        return false;
      }
    }
    return true;
  }

  private int hash() {
    long hash = 0;
    for (int i = 0; i < buffers.length; i++) {
      hash = (hash + buffers[i].handle()) * 0x9e3779b97f4a7c15L;
      hash = (hash + offsets[i]) * 0x9e3779b97f4a7c15L;
      hash = (hash + bytes[i]) * 0x9e3779b97f4a7c15L;
    }
    return (int) (hash >>> 32) & -WAYS;
  }

  /** The sets of one group go to two. */
  private void grow() {
    @Nullable BindingSet[] old = sets;
    sets = new @Nullable BindingSet[2 * old.length];
    for (BindingSet set : old) {
      if (set != null) {
        int slot = set.hash() & (sets.length - WAYS);
        while (sets[slot] != null) {
          slot++;
        }
        sets[slot] = set;
      }
    }
  }

  /** Frees all sets, none of which is pending. */
  @Override
  public void close() {
    for (int i = 0; i < sets.length; i++) {
      BindingSet set = sets[i];
      if (set != null) {
        set.close();
        sets[i] = null;
      }
    }
  }
}
