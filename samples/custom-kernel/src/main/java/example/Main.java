// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.kernels.VectorKernelsDispatch;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;

/** Runs the kernels of this project, and one that Fieldstone ships, on a field of this project. */
public final class Main {

  private Main() {}

  /** Prints a few elements. */
  public static void main(String[] args) {
    Curve25519FpField field = Curve25519FpField.INSTANCE;
    try (PersistentBackend gpu = PersistentBackend.open();
        HostVector<Curve25519Fp> a = gpu.hostVector(field, 3);
        HostVector<Curve25519Fp> b = gpu.hostVector(field, 3)) {
      for (int i = 0; i < 3; i++) {
        a.set(i, BigInteger.valueOf(i + 40));
        b.set(i, BigInteger.valueOf(2));
      }
      var mine = MyKernelsDispatch.of(gpu, field);
      var shipped = VectorKernelsDispatch.of(gpu, field);
      try (HostVector<Curve25519Fp> sum = shipped.add(a, b);
          HostVector<Curve25519Fp> half = mine.halve(a);
          HostVector<Curve25519Fp> blend = mine.blend(BigInteger.TEN, a, b)) {
        System.out.println("device        " + gpu.plan().report().name());
        for (int i = 0; i < 3; i++) {
          System.out.println("a + b         " + sum.get(i));
          System.out.println("a / 2         " + half.get(i));
          System.out.println("10a + (1-10)b " + blend.get(i));
        }
      }
    }
  }
}
