// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Device vectors of one length, made when they are first asked for; inputs hold random elements,
 * the same in every process. Owns the vectors. Not thread-safe.
 *
 * @param <F> the field's type tag
 */
final class KernelVectors<F> implements AutoCloseable {

  private static final int BLOCK = 1 << 14;

  private record Key(int index, ElementForm form) {}

  /** The index of the output. */
  private static final int OUTPUT = -1;

  private final PersistentBackend gpu;
  private final Field<F> field;
  private final long size;
  private final Map<Key, DeviceVector<F>> vectors = new HashMap<>();

  KernelVectors(PersistentBackend gpu, Field<F> field, long size) {
    this.gpu = gpu;
    this.field = field;
    this.size = size;
  }

  long size() {
    return size;
  }

  /** Returns {@code count} different inputs. */
  List<DeviceVector<F>> inputs(int count, ElementForm form) {
    List<DeviceVector<F>> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(vectors.computeIfAbsent(new Key(i, form), this::random));
    }
    return inputs;
  }

  DeviceVector<F> output(ElementForm form) {
    return vectors.computeIfAbsent(
        new Key(OUTPUT, form), key -> gpu.deviceVector(field, size, form));
  }

  private DeviceVector<F> random(Key key) {
    DeviceVector<F> vector = gpu.deviceVector(field, size, key.form());
    try (HostVector<F> host = gpu.hostVector(field, size, key.form())) {
      fill(host, key.index());
      vector.upload(host);
    }
    return vector;
  }

  /** Fills a vector with random elements, on all cores. */
  static void fill(HostVector<?> host, int seed) {
    LongStream.range(0, (host.size() + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(block -> fill(host, block, seed));
  }

  /**
   * Fills a block with coefficients below the modulus: a bit shorter than it, or as long as limbs.
   */
  private static void fill(HostVector<?> host, long block, int seed) {
    SplittableRandom random = new SplittableRandom(block * Byte.MAX_VALUE + seed);
    int coefficients = host.type().components();
    int words = host.type().elementBytes() / coefficients / Integer.BYTES;
    int bits =
        host.form() == ElementForm.UNREDUCED
            ? words * Integer.SIZE
            : host.type().baseElementField().orElseThrow().modulus().bitLength() - 1;
    long first = block * BLOCK;
    long end = Math.min(host.size(), first + BLOCK);
    int count = (int) (end - first) * coefficients;
    ByteBuffer bytes =
        ByteBuffer.allocate(count * words * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      for (int w = 0; w < words; w++) {
        int left = bits - w * Integer.SIZE;
        int word = random.nextInt();
        bytes.putInt(left >= Integer.SIZE ? word : left <= 0 ? 0 : word & ((1 << left) - 1));
      }
    }
    host.put(first, bytes.flip());
  }

  @Override
  public void close() {
    vectors.values().forEach(DeviceVector::close);
    vectors.clear();
  }
}
