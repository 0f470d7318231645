// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.first;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.Bls12381Fp;
import io.fieldstone.kernels.Bls12381FpField;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstKernelTest {

  @TempDir Path cache;

  @Test
  void theFirstKernelOfTheReadmeComputesWhatItSays() {
    BackendOptions options =
        BackendOptions.fromEnvironment().withValidation(true).withCacheDirectory(cache);
    try (PersistentBackend gpu = PersistentBackend.open(options);
        HostVector<Bls12381Fp> a = gpu.hostVector(Bls12381FpField.INSTANCE, 2);
        HostVector<Bls12381Fp> b = gpu.hostVector(Bls12381FpField.INSTANCE, 2)) {
      BigInteger minusOne = Bls12381FpField.INSTANCE.modulus().subtract(BigInteger.ONE);
      a.set(0, BigInteger.valueOf(20));
      b.set(0, BigInteger.TWO);
      a.set(1, minusOne);
      b.set(1, minusOne);
      var mine = MyKernelsDispatch.of(gpu, Bls12381FpField.INSTANCE);
      try (HostVector<Bls12381Fp> result = mine.twicePlus(a, b)) {
        assertEquals(BigInteger.valueOf(42), result.get(0));
        assertEquals(minusOne.subtract(BigInteger.TWO), result.get(1));
      }
      assertEquals(List.of(), gpu.validationMessages());
    }
  }
}
