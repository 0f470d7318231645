// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.PersistentBackend;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void itPrintsWhatItSays() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Main.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    assertEquals("42", printed.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void itIsRightOnOtherInput() {
    BigInteger[] a = random(100, Bls12381FrField.MODULUS);
    try (var gpu = PersistentBackend.open();
        var fr = FieldOperations.of(gpu, Bls12381FrField.INSTANCE)) {
      var sum = fr.add(HeapVector.of(fr.field(), a), HeapVector.of(fr.field(), a));
      for (int i = 0; i < a.length; i++) {
        assertEquals(a[i].add(a[i]).mod(Bls12381FrField.MODULUS), sum.get(i));
      }
    }
  }

  private static BigInteger[] random(int count, BigInteger p) {
    Random random = new Random(1);
    BigInteger[] values = new BigInteger[count];
    for (int i = 0; i < count; i++) {
      values[i] = new BigInteger(300, random).mod(p);
    }
    return values;
  }
}
