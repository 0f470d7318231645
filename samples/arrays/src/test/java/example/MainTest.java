// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.runtime.PersistentBackend;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    assertEquals("250834083500", printed.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void itIsRightOnOtherInput() {
    BigInteger[] values = random(300, Bls12381FrField.MODULUS);
    BigInteger expected =
        Arrays.stream(values).map(x -> x.pow(2).add(x.pow(3))).reduce(BigInteger.ZERO, BigInteger::add);
    try (var gpu = PersistentBackend.open()) {
      assertEquals(expected.mod(Bls12381FrField.MODULUS), Main.sum(gpu, values, values));
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
