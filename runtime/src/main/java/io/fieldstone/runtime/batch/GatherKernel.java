// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.ComputePipeline;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.OpenDevice;
import io.fieldstone.runtime.vulkan.SpecializationData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The kernel that gathers pieces of host memory in an area of the device's, and scatters them back:
 * one dispatch for thousands of them, which the host would take longer to copy than the bus does.
 * It goes by a table, which lies in host memory, with 16 bytes for each piece:
 *
 * <pre>
 *   address, 8 bytes | first word in the area | words
 * </pre>
 *
 * <p>Pieces that lie at multiples of 16 bytes, as those of fields of 128 bits and more do, are
 * copied 16 bytes at a time, all others word by word.
 *
 * <p>The pipeline is made at first use, and proves itself. Thread-safe.
 */
final class GatherKernel implements AutoCloseable {

  static final int ENTRY_BYTES = 16;

  private static final String SPIRV = "pieces.spv";
  private static final int PUSH_CONSTANT_BYTES = 3 * Integer.BYTES;

  private static final KernelDescriptor DESCRIPTOR =
      KernelDescriptor.builder("gather-pieces", GatherKernel.class)
          .spirv(SPIRV)
          .in("table", 0, 0)
          .inOut("area", 0, 1)
          .build();

  private final OpenDevice device;
  private final Supplier<byte[]> spirv;
  private final int mostWorkgroups;
  private @Nullable ComputePipeline pipeline;

  GatherKernel(OpenDevice device) {
    this(device, GatherKernel::spirv);
  }

  /** Takes another module, for tests. */
  GatherKernel(OpenDevice device, Supplier<byte[]> spirv) {
    this.device = device;
    this.spirv = spirv;
    this.mostWorkgroups =
        (int)
            Math.min(
                Integer.MAX_VALUE, device.plan().report().limits().maxComputeWorkGroupCountX());
  }

  private static byte[] spirv() {
    try (InputStream in = GatherKernel.class.getResourceAsStream(SPIRV)) {
      return requireNonNull(in, SPIRV).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns sets that bind a table and an area; closed by the caller, before this.
   *
   * @throws io.fieldstone.runtime.error.FaultyDeviceException if the device copies wrongly
   */
  BindingSet newBindingSet() {
    return pipeline().newBindingSet();
  }

  private synchronized ComputePipeline pipeline() {
    ComputePipeline made = pipeline;
    if (made == null) {
      made =
          new ComputePipeline(
              device, DESCRIPTOR, PUSH_CONSTANT_BYTES, spirv.get(), new SpecializationData());
      pipeline = made;
      boolean right = false;
      try (GatherProof proof = new GatherProof(device, this)) {
        proof.run();
        right = true;
      } finally {
        if (!right) {
          close();
        }
      }
    }
    return made;
  }

  /**
   * Records the copies of some pieces.
   *
   * @param bindings the table and the area, bound and updated
   * @param first the first piece in the table
   * @param count how many
   * @param back whether from the area to where they are
   */
  void record(CommandStream stream, BindingSet bindings, int first, int count, boolean back) {
    byte[] push =
        ByteBuffer.allocate(PUSH_CONSTANT_BYTES)
            .order(ByteOrder.nativeOrder())
            .putInt(first)
            .putInt(count)
            .putInt(back ? 1 : 0)
            .array();
    stream.dispatch(pipeline(), bindings, push, push.length, Math.min(count, mostWorkgroups));
  }

  /** Sets an entry of a table. */
  static void put(GpuBuffer table, long index, long address, long areaBytes, long bytes) {
    long entry = index * ENTRY_BYTES;
    table.putLong(entry, address);
    table.putInt(entry + Long.BYTES, (int) (areaBytes / Integer.BYTES));
    table.putInt(entry + Long.BYTES + Integer.BYTES, (int) (bytes / Integer.BYTES));
  }

  /** Frees the pipeline, which nothing uses any more. */
  @Override
  public synchronized void close() {
    if (pipeline != null) {
      pipeline.close();
      pipeline = null;
    }
  }
}
