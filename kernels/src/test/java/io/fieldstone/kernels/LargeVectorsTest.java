// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Vectors above 128 MiB, which is what many devices bind at once, Mesa's CPU driver among them:
 * several dispatches per operation. The reference is {@code long} arithmetic modulo 2^31 - 1.
 */
class LargeVectorsTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend().fresh();

  private static final long P = (1L << 31) - 1;
  private static final int SIZE = (1 << 25) + 1234;
  private static final int BLOCK = 1 << 18;

  private final PersistentBackend gpu = BACKEND.get();

  @Test
  void reductionsAndScansCrossSegments() {
    Mersenne31Field field = Mersenne31Field.INSTANCE;
    try (FieldOperations<Mersenne31> vectors = FieldOperations.of(gpu, field);
        HostVector<Mersenne31> host = gpu.hostVector(field, SIZE);
        DeviceVector<Mersenne31> a = gpu.deviceVector(field, SIZE);
        DeviceVector<Mersenne31> b = gpu.deviceVector(field, SIZE)) {
      int[] elements = new Random(5).ints(SIZE, 1, (int) P).toArray();
      put(elements, host);
      a.upload(host);
      b.upload(host);

      long sum = 0;
      long squares = 0;
      long product = 1;
      int[] products = new int[SIZE];
      for (int i = 0; i < SIZE; i++) {
        sum += elements[i];
        squares = (squares + (long) elements[i] * elements[i]) % P;
        product = product * elements[i] % P;
        products[i] = (int) product;
      }
      assertEquals(BigInteger.valueOf(sum % P), vectors.sum(a));
      assertEquals(BigInteger.valueOf(squares), vectors.innerProduct(a, b));
      assertEquals(BigInteger.valueOf(product), vectors.product(a));
      assertTrue(vectors.equal(a, b));

      vectors.prefixProduct(a, a);
      a.download(host);
      assertEquals(-1, mismatch(products, host));

      put(elements, host);
      host.set(SIZE - 1, BigInteger.valueOf(elements[SIZE - 1] - 1L));
      a.upload(host);
      assertFalse(vectors.equal(a, b));

      put(elements, host);
      a.upload(host);
      vectors.inv(a, b);
      assertEquals(BigInteger.valueOf(SIZE % P), vectors.innerProduct(a, b));
    }
  }

  @Test
  void partsAreReducedToo() {
    Mersenne31Field field = Mersenne31Field.INSTANCE;
    try (FieldOperations<Mersenne31> vectors = FieldOperations.of(gpu, field);
        HostVector<Mersenne31> host = gpu.hostVector(field, SIZE);
        DeviceVector<Mersenne31> a = gpu.deviceVector(field, SIZE)) {
      int[] elements = new Random(6).ints(SIZE, 1, (int) P).toArray();
      put(elements, host);
      a.upload(host);
      int step = (int) a.sliceStep();
      for (int size : new int[] {2 * step, SIZE - 8 * step}) {
        int first = 3 * step;
        DeviceVector<Mersenne31> part = a.slice(first, size);
        long sum = 0;
        long product = 1;
        int[] products = new int[size];
        for (int i = 0; i < size; i++) {
          sum += elements[first + i];
          product = product * elements[first + i] % P;
          products[i] = (int) product;
        }
        assertEquals(BigInteger.valueOf(sum % P), vectors.sum(part));
        assertEquals(BigInteger.valueOf(product), vectors.product(part));
        vectors.prefixProduct(part, part);
        for (int i = 0; i < size; i++) {
          elements[first + i] = products[i];
        }
        a.download(host);
        assertEquals(-1, mismatch(elements, host), "only the part has changed");
      }
    }
  }

  private static void put(int[] elements, HostVector<?> vector) {
    for (int first = 0; first < elements.length; first += BLOCK) {
      int count = Math.min(BLOCK, elements.length - first);
      ByteBuffer bytes = bytes(count);
      bytes.asIntBuffer().put(elements, first, count);
      vector.put(first, bytes);
    }
  }

  /** Returns the first position where they differ, or -1. */
  private static int mismatch(int[] expected, HostVector<?> vector) {
    for (int first = 0; first < expected.length; first += BLOCK) {
      int count = Math.min(BLOCK, expected.length - first);
      ByteBuffer bytes = bytes(count);
      vector.get(first, bytes);
      int mismatch = IntBuffer.wrap(expected, first, count).mismatch(bytes.flip().asIntBuffer());
      if (mismatch >= 0) {
        return first + mismatch;
      }
    }
    return -1;
  }

  private static ByteBuffer bytes(int elements) {
    return ByteBuffer.allocate(elements * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
