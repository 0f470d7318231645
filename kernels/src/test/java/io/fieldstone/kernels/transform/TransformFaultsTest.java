// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_DEVICE_MEMORY;

import io.fieldstone.kernels.BabyBear;
import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.FailingVulkan;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transforms of host vectors, on a device that is lost meanwhile, or has no memory for them. */
@Timeout(120)
class TransformFaultsTest {

  private static final BabyBearField FIELD = BabyBearField.INSTANCE;
  private static final int LOG = 10;
  private static final int SIZE = 1 << LOG;

  /** Parts of columns, and of a row, so that there are many. */
  private static final int LOG_ROW = 7;

  private static final List<Integer> RADICES = List.of(3, 3, 4);
  private static final long PART_BYTES = 1;

  /** What is transformed, and how. */
  private enum Way {
    STREAMED_FORWARD(true, false),
    STREAMED_INVERSE(true, true),
    HOST_FORWARD(false, false),
    HOST_INVERSE(false, true);

    final boolean streamed;
    final boolean inverse;

    Way(boolean streamed, boolean inverse) {
      this.streamed = streamed;
      this.inverse = inverse;
    }

    /** Returns the result, by the definition. */
    List<BigInteger> expected(List<BigInteger> in) {
      BigInteger root = FIELD.rootOfUnity(LOG);
      return inverse
          ? new ReferenceTransform(FIELD, root, true, BigInteger.ONE)
              .apply(ReferenceTransform.reversed(in))
          : ReferenceTransform.reversed(
              new ReferenceTransform(FIELD, root, false, BigInteger.ONE).apply(in));
    }

    Operation open(PersistentBackend gpu) {
      if (streamed) {
        var transform = StreamedTransform.of(gpu, FIELD, SIZE, BigInteger.ONE, LOG_ROW);
        return new Operation(inverse ? transform::inverse : transform::forward, transform::close);
      }
      Domain<BabyBear> domain = TransformCheck.planned(gpu, FIELD, RADICES, LOG);
      Transform<BabyBear> transform =
          inverse
              ? domain.inverse(Order.REVERSED_TO_NATURAL)
              : domain.forward(Order.NATURAL_TO_REVERSED);
      return new Operation((in, out) -> transform.apply(in, out, PART_BYTES), domain::close);
    }
  }

  private interface Call {
    void run(HostVector<BabyBear> in, HostVector<BabyBear> out);
  }

  /** A transform that is open. */
  private record Operation(Call call, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  private final FailingVulkan vulkan = new FailingVulkan();
  private final int[] words =
      new Random(1).ints(SIZE, 0, FIELD.modulus().intValueExact()).toArray();

  private PersistentBackend open() {
    return vulkan.open(
        BackendOptions.fromEnvironment()
            .withStrategy("portable")
            .withValidation(OpenBackend.VALIDATION));
  }

  private HostVector<BabyBear> input(PersistentBackend gpu) {
    HostVector<BabyBear> in = gpu.hostVector(FIELD, SIZE);
    in.put(0, words);
    return in;
  }

  private static int[] words(HostVector<BabyBear> host) {
    int[] words = new int[SIZE];
    host.get(0, words);
    return words;
  }

  private void assertRight(Way way, PersistentBackend gpu) {
    try (Operation operation = way.open(gpu);
        HostVector<BabyBear> in = input(gpu);
        HostVector<BabyBear> out = gpu.hostVector(FIELD, SIZE)) {
      operation.call().run(in, out);
      assertEquals(way.expected(toList(words)), out.toList());
    }
  }

  /** Returns how often what can fail is called for one transform. */
  private Map<String, Integer> calls(Way way, PersistentBackend gpu) {
    try (Operation operation = way.open(gpu);
        HostVector<BabyBear> data = input(gpu)) {
      vulkan.mend();
      operation.call().run(data, data);
      return vulkan.calls();
    }
  }

  /** When it is made, sent, and waited for: at first, and in the middle. */
  @ParameterizedTest
  @EnumSource
  void aLossIsThrownAndHostVectorsStay(Way way) {
    PersistentBackend gpu = open();
    try {
      Map<String, Integer> calls = calls(way, gpu);
      int lost = 0;
      for (String method : List.of("vmaCreateBuffer", "queueSubmit", "getSemaphoreCounterValue")) {
        int middle = (calls.getOrDefault(method, 0) + 1) / 2;
        for (int occurrence : middle == 1 ? new int[] {1} : new int[] {1, middle}) {
          lost += isLost(way, gpu, method, occurrence) ? 1 : 0;
          requireNothingLeft(gpu);
          gpu = open();
        }
      }
      assertTrue(lost > 3, () -> "one poll less there may be: " + calls);
      assertRight(way, gpu);
    } finally {
      requireNothingLeft(gpu);
    }
  }

  private void requireNothingLeft(PersistentBackend gpu) {
    gpu.close();
    assertEquals(List.of(), gpu.validationMessages());
    assertEquals(0, vulkan.buffers());
  }

  /** Loses the device at some call, if it comes to that, and returns whether it did. */
  private boolean isLost(Way way, PersistentBackend gpu, String method, int occurrence) {
    Operation operation = way.open(gpu);
    HostVector<BabyBear> in = input(gpu);
    HostVector<BabyBear> out = gpu.hostVector(FIELD, SIZE);
    vulkan.fail(method, occurrence, VK_ERROR_DEVICE_LOST);
    try {
      operation.call().run(in, out);
      assertEquals(way.expected(toList(words)), out.toList());
    } catch (DeviceLostException e) {
      assertTrue(vulkan.hasFailed(), e.toString());
    }
    boolean lost = vulkan.hasFailed();
    if (lost) {
      assertThrows(DeviceLostException.class, () -> operation.call().run(in, out));
      assertArrayEquals(words, words(in), "the input");
      out.put(0, words);
      assertArrayEquals(words, words(out));
    }
    if (occurrence > 1) { // else they are the backend's to close
      operation.close();
      in.close();
      out.close();
    }
    return lost;
  }

  @ParameterizedTest
  @EnumSource(names = {"STREAMED_FORWARD", "HOST_INVERSE"})
  void whereThereIsNoMemoryItIsSaidAndNothingIsKept(Way way) {
    PersistentBackend gpu = open();
    try {
      assertRight(way, gpu);
      int before = vulkan.buffers();
      int refused = 0;
      do { // no memory for the first buffer, none for the second, ...
        vulkan.fail("vmaCreateBuffer", refused + 1, VK_ERROR_OUT_OF_DEVICE_MEMORY);
        try (Operation operation = way.open(gpu);
            HostVector<BabyBear> in = input(gpu)) {
          operation.call().run(in, in);
          assertEquals(way.expected(toList(words)), in.toList());
        } catch (OutOfMemoryException e) {
          assertTrue(vulkan.hasFailed(), e.toString());
          refused++;
          // one that is not refused may leave staging memory for the next
          assertTrue(vulkan.buffers() <= before, "buffer " + refused);
        }
      } while (vulkan.hasFailed());
      assertTrue(refused > 2);
      vulkan.mend();
      assertRight(way, gpu);
    } finally {
      requireNothingLeft(gpu);
    }
  }

  private static List<BigInteger> toList(int[] words) {
    return Arrays.stream(words).mapToObj(BigInteger::valueOf).toList();
  }
}
