// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.error.FaultyDeviceException;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.OpenDevice;
import org.jspecify.annotations.Nullable;

/**
 * Has a device prove that it gathers pieces rightly: known words go through an area and back, in
 * pieces of each kind, and nothing between them may change. Used once, by one thread.
 *
 * <pre>
 *   host memory   | table | piece, gap, piece, gap, ... | copy, gap, copy, gap, ... |
 *   area          | piece, piece, ... |
 * </pre>
 */
final class GatherProof implements AutoCloseable {

  /** Words of the pieces, and of the gaps after them. */
  private static final int[] WORDS = {4, 768, 3, 1, 1300, 5};

  private static final int PIECES = WORDS.length;
  private static final int WORDS_IN_ALL = 2081;
  private static final int HOST_WORDS = 2 * WORDS_IN_ALL;
  private static final long TABLE_BYTES = 2L * PIECES * GatherKernel.ENTRY_BYTES;
  private static final int GAP = 0x6a09e667;

  private final OpenDevice device;
  private final GatherKernel kernel;
  private @Nullable GpuBuffer host;
  private @Nullable GpuBuffer area;
  private @Nullable BindingSet bindings;
  private @Nullable CommandStream stream;

  GatherProof(OpenDevice device, GatherKernel kernel) {
    this.device = device;
    this.kernel = kernel;
  }

  private static long bytes(int words) {
    return (long) words * Integer.BYTES;
  }

  private static int word(int index) {
    return index * 0x9e3779b1 + 1;
  }

  /**
   * Does the copies.
   *
   * @throws FaultyDeviceException if a word is not what it was
   */
  void run() {
    GpuBuffer memory = device.memory().allocateHost(TABLE_BYTES + bytes(2 * HOST_WORDS));
    host = memory;
    GpuBuffer target = device.memory().allocateDevice(bytes(WORDS_IN_ALL));
    area = target;
    for (int i = 0; i < HOST_WORDS; i++) {
      memory.putInt(TABLE_BYTES + bytes(i), word(i));
      memory.putInt(TABLE_BYTES + bytes(HOST_WORDS + i), GAP);
    }
    int at = 0;
    for (int p = 0; p < PIECES; p++) {
      long from = memory.deviceAddress() + TABLE_BYTES + bytes(2 * at);
      GatherKernel.put(memory, p, from, bytes(at), bytes(WORDS[p]));
      long to = from + bytes(HOST_WORDS);
      GatherKernel.put(memory, PIECES + p, to, bytes(at), bytes(WORDS[p]));
      at += WORDS[p];
    }
    copy(memory, target);
    compare(memory);
  }

  private void copy(GpuBuffer memory, GpuBuffer target) {
    BindingSet bound = kernel.newBindingSet();
    bindings = bound;
    bound.bind(0, memory, 0, TABLE_BYTES);
    bound.bind(1, target, 0, target.bytes());
    bound.update();
    CommandStream commands = new CommandStream(device, device.compute());
    stream = commands;
    commands.begin();
    kernel.record(commands, bound, 0, PIECES, false);
    commands.barrier();
    kernel.record(commands, bound, PIECES, PIECES, true);
    commands.hostBarrier();
    commands.end();
    commands.submit();
    commands.await();
  }

  private void compare(GpuBuffer memory) {
    long copies = TABLE_BYTES + bytes(HOST_WORDS);
    int at = 0;
    for (int piece : WORDS) {
      for (int i = 0; i < 2 * piece; i++) {
        int expected = i < piece ? word(at + i) : GAP;
        int found = memory.getInt(copies + bytes(at + i));
        if (found != expected) {
          throw new FaultyDeviceException(
              "device \""
                  + device.plan().report().name()
                  + "\" gathers pieces of host memory wrongly: word "
                  + (at + i)
                  + " is 0x"
                  + Integer.toHexString(found)
                  + " in place of 0x"
                  + Integer.toHexString(expected)
                  + "; use another version of its driver");
        }
      }
      at += 2 * piece;
    }
  }

  @Override
  public void close() {
    if (stream != null) {
      stream.close();
    }
    if (bindings != null) {
      bindings.close();
    }
    if (area != null) {
      device.memory().free(area);
    }
    if (host != null) {
      device.memory().free(host);
    }
  }
}
