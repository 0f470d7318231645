// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    assertEquals("true", printed.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void itIsRightOnOtherInput() {
    BigInteger p = Curve25519FpField.INSTANCE.modulus();
    BigInteger[] values = random(100, p);
    try (var gpu = PersistentBackend.open()) {
      BigInteger[] inverses = Main.inverses(gpu, values);
      for (int i = 0; i < values.length; i++) {
        assertEquals(values[i].modInverse(p), inverses[i]);
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
