// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.ProductKernelsDispatch;
import io.fieldstone.kernels.VectorKernelsDispatch;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.ElementVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times a fused kernel against the kernels that it replaces: same data, resident, alternating in one
 * run.
 */
public final class FusedBench {

  private static final int RUNS = 31;
  private static final int CALLS_PER_RUN = 10;

  private FusedBench() {}

  /** Takes the number of elements, 262144 unless it is given. */
  public static void main(String[] args) {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 1 << 18;
    try (PersistentBackend gpu = PersistentBackend.open();
        Vectors v = new Vectors(gpu, size)) {
      var fused = MyKernelsDispatch.of(gpu, Bls12381FrField.INSTANCE);
      var sums = VectorKernelsDispatch.of(gpu, Bls12381FrField.INSTANCE);
      var products = ProductKernelsDispatch.of(gpu, Bls12381FrField.INSTANCE);
      // Pipelines, and the fastest way to multiply: else it is found while we measure.
      gpu.prepare(
              Stream.of("my-mul-add", "my-add-sub", "vector-mul", "vector-add", "vector-sub")
                  .map(name -> gpu.kernel(name, Bls12381FrField.INSTANCE))
                  .toList())
          .requireComplete();
      System.out.printf(
          "device %s; %d elements of bls12_381_fr, Montgomery, resident; medians of %d runs%n",
          gpu.plan().report().name(), size, RUNS);
      compare(
          gpu,
          "a * b + c",
          v,
          () -> fused.mulAdd(v.a, v.b, v.c, v.fused),
          () -> {
            products.mul(v.a, v.b, v.between);
            sums.add(v.between, v.c, v.separate);
          });
      compare(
          gpu,
          "a + b - c",
          v,
          () -> fused.addSub(v.a, v.b, v.c, v.fused),
          () -> {
            sums.add(v.a, v.b, v.between);
            sums.sub(v.between, v.c, v.separate);
          });
    }
  }

  private static void compare(
      PersistentBackend gpu, String expression, Vectors v, Runnable fused, Runnable separate) {
    double[] fusedMicros = new double[RUNS];
    double[] separateMicros = new double[RUNS];
    micros(gpu, fused);
    micros(gpu, separate);
    v.requireEqual();
    for (int run = 0; run < RUNS; run++) {
      fusedMicros[run] = micros(gpu, fused);
      separateMicros[run] = micros(gpu, separate);
    }
    Arrays.sort(fusedMicros);
    Arrays.sort(separateMicros);
    System.out.printf(
        Locale.ROOT,
        "%s: fused %.1f us, two kernels %.1f us, ratio %.2fx%n",
        expression,
        fusedMicros[RUNS / 2],
        separateMicros[RUNS / 2],
        separateMicros[RUNS / 2] / fusedMicros[RUNS / 2]);
  }

  private static double micros(PersistentBackend gpu, Runnable work) {
    long start = System.nanoTime();
    for (int call = 0; call < CALLS_PER_RUN; call++) {
      work.run();
    }
    gpu.await();
    return (System.nanoTime() - start) / 1e3 / CALLS_PER_RUN;
  }

  /** Inputs, both outputs, and what lies between the separate kernels. */
  private static final class Vectors implements AutoCloseable {
    final HostVector<Bls12381Fr> host;
    final HostVector<Bls12381Fr> other;
    final DeviceVector<Bls12381Fr> a;
    final DeviceVector<Bls12381Fr> b;
    final DeviceVector<Bls12381Fr> c;
    final DeviceVector<Bls12381Fr> between;
    final DeviceVector<Bls12381Fr> fused;
    final DeviceVector<Bls12381Fr> separate;

    Vectors(PersistentBackend gpu, int size) {
      host = gpu.hostVector(Bls12381FrField.INSTANCE, size, ElementForm.MONTGOMERY);
      other = gpu.hostVector(Bls12381FrField.INSTANCE, size, ElementForm.MONTGOMERY);
      a = input(gpu, 3);
      b = input(gpu, 5);
      c = input(gpu, 7);
      between = device(gpu);
      fused = device(gpu);
      separate = device(gpu);
    }

    private DeviceVector<Bls12381Fr> device(PersistentBackend gpu) {
      return gpu.deviceVector(Bls12381FrField.INSTANCE, host.size(), ElementForm.MONTGOMERY);
    }

    private DeviceVector<Bls12381Fr> input(PersistentBackend gpu, int seed) {
      BigInteger p = Bls12381FrField.MODULUS;
      BigInteger step = BigInteger.valueOf(seed).modPow(BigInteger.valueOf(1000), p);
      BigInteger value = BigInteger.valueOf(seed);
      for (long i = 0; i < host.size(); i++) {
        host.set(i, value);
        value = value.add(step).mod(p);
      }
      DeviceVector<Bls12381Fr> vector = device(gpu);
      vector.upload(host);
      return vector;
    }

    void requireEqual() {
      fused.download(host);
      separate.download(other);
      for (long i = 0; i < host.size(); i++) {
        if (!host.get(i).equals(other.get(i))) {
          throw new IllegalStateException("the two ways differ at element " + i);
        }
      }
    }

    @Override
    public void close() {
      for (ElementVector<Bls12381Fr> vector :
          List.of(host, other, a, b, c, between, fused, separate)) {
        vector.close();
      }
    }
  }
}
