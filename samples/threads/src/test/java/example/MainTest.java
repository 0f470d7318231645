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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
    assertEquals("[1, 4, 9, 16]", printed.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void itIsRightOnOtherInput() {
    BigInteger[] values = random(1000, Bls12381FrField.MODULUS);
    List<BigInteger[]> arrays =
        IntStream.range(0, 100).mapToObj(i -> Arrays.copyOfRange(values, 10 * i, 10 * i + 10)).toList();
    try (var gpu = PersistentBackend.open()) {
      List<BigInteger> norms = Main.norms(gpu, arrays);
      for (int i = 0; i < arrays.size(); i++) {
        BigInteger expected =
            Arrays.stream(arrays.get(i)).map(v -> v.pow(2)).reduce(BigInteger.ZERO, BigInteger::add);
        assertEquals(expected.mod(Bls12381FrField.MODULUS), norms.get(i));
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
