// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.lwjgl.system.MemoryUtil;

/**
 * Everything that a job needs of a device, once: buffers on both sides, a pipeline, streams on all
 * queues; numbers go up, the least and greatest of them are found, and come down. Closed when the
 * device was drained.
 */
final class RoundTrip implements AutoCloseable {

  private static final String SPIRV = "io/fieldstone/runtime/kernels/ends.spv";

  private static final KernelDescriptor ENDS =
      KernelDescriptor.builder("ends", RoundTrip.class)
          .spirv(SPIRV)
          .workgroupSize(64, 1, 1)
          .in("a", 0, 0)
          .out("least", 0, 1, Form.UNREDUCED, Extent.WORKGROUPS)
          .out("greatest", 1, 0, Form.UNREDUCED, Extent.WORKGROUPS)
          .pushConstant("offset", 8, int.class)
          .build();

  private final Teardown teardown = new Teardown();
  private final OpenDevice device;
  private final int count;
  private final GpuBuffer host;
  private final GpuBuffer input;
  private final GpuBuffer least;
  private final GpuBuffer greatest;
  private final ComputePipeline pipeline;
  private final BindingSet bindings;
  private final CommandStream up;
  private final CommandStream run;
  private final CommandStream down;
  private final TimestampPool timestamps;

  RoundTrip(OpenDevice device, int count) {
    this.device = device;
    this.count = count;
    boolean made = false;
    try {
      host = buffer(device.memory().allocateHost(bytes()));
      input = buffer(device.memory().allocateDevice(bytes()));
      least = buffer(device.memory().allocateDevice(Integer.BYTES));
      greatest = buffer(device.memory().allocateDevice(Integer.BYTES));
      pipeline = owned(pipeline(device));
      bindings = owned(pipeline.newBindingSet());
      up = owned(new CommandStream(device, device.upload()));
      run = owned(new CommandStream(device, device.compute()));
      down = owned(new CommandStream(device, device.download()));
      timestamps = owned(new TimestampPool(device, 1));
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  static ComputePipeline pipeline(OpenDevice device) {
    return pipeline(device, ENDS);
  }

  static ComputePipeline pipeline(OpenDevice device, KernelDescriptor kernel) {
    return new ComputePipeline(
        device, kernel, 3 * Integer.BYTES, spirv(), new SpecializationData().put(92, 4, 0));
  }

  private static byte[] spirv() {
    try (InputStream in = RoundTrip.class.getClassLoader().getResourceAsStream(SPIRV)) {
      return requireNonNull(in, SPIRV).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long bytes() {
    return (long) count * Integer.BYTES;
  }

  private GpuBuffer buffer(GpuBuffer made) {
    teardown.add(() -> device.memory().free(made));
    return made;
  }

  private <T extends AutoCloseable> T owned(T made) {
    teardown.add(
        () -> {
          try {
            made.close();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    return made;
  }

  /** Submits everything, with {@code dispatches} dispatches. */
  void submit(int first, int dispatches) {
    for (int i = 0; i < count; i++) {
      MemoryUtil.memPutInt(host.address() + (long) i * Integer.BYTES, first + i);
    }
    up.begin();
    up.copy(host, 0, input, 0, bytes());
    up.end();
    up.submit();

    bindings.bind(0, input, 0, bytes());
    bindings.bind(1, least, 0, Integer.BYTES);
    bindings.bind(2, greatest, 0, Integer.BYTES);
    bindings.update();
    byte[] push =
        ByteBuffer.allocate(3 * Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(count).array();
    boolean timed = device.plan().computeClock().exists();
    run.begin();
    run.barrier();
    if (timed) {
      run.startTimestamp(timestamps, 0);
    }
    for (int i = 0; i < dispatches; i++) {
      run.dispatch(pipeline, bindings, push, push.length, 1);
      run.barrier();
    }
    if (timed) {
      run.endTimestamp(timestamps, 0);
    }
    run.end();
    run.submit(up.timeline(), up.pending());

    down.begin();
    down.barrier();
    down.copy(least, 0, host, 0, Integer.BYTES);
    down.copy(greatest, 0, host, Integer.BYTES, Integer.BYTES);
    down.hostBarrier();
    down.end();
    down.submit(run.timeline(), run.pending());
  }

  /** Waits for what was submitted, and checks it. */
  void check(int first) {
    assertTrue(down.await(Deadline.after(Duration.ofSeconds(30))), "in time");
    assertEquals(first, MemoryUtil.memGetInt(host.address()));
    assertEquals(first + count - 1, MemoryUtil.memGetInt(host.address() + Integer.BYTES));
    if (device.plan().computeClock().exists()) {
      assertEquals(2, timestamps.read(1).length);
    }
    pipeline.statistics();
  }

  /** Returns the value that the download's timeline reaches when all is done. */
  long pending() {
    return down.pending();
  }

  @Override
  public void close() {
    teardown.run();
  }
}
