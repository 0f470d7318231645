// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.first;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TEN;
import static java.math.BigInteger.TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The calls of docs/host-data.md. */
class HostDataTest {

  /** What the page says that its lines print. */
  private static final List<String> PRINTED = List.of("2", "true", "[5, 6, 10]");

  @Test
  void theCallsOfThePagePrintWhatItSays() throws IOException {
    List<String> printed = new ArrayList<>();
    var bytesOut = new ByteArrayOutputStream();
    WritableByteChannel channel = Channels.newChannel(bytesOut);
    try (PersistentBackend gpu = PersistentBackend.open()) {
      try (HostVector<Bls12381Fr> a =
          gpu.hostVector(Bls12381FrField.INSTANCE, 2, ElementForm.MONTGOMERY)) {
        a.set(0, TWO);
        printed.add("" + a.get(0));
        BigInteger words = Bls12381FrField.INSTANCE.r().shiftLeft(1).mod(Bls12381FrField.MODULUS);
        printed.add("" + a.getRaw(0).equals(words));
      }

      try (HostVector<Bls12381Fr> a =
              gpu.hostVector(Bls12381FrField.INSTANCE, List.of(ONE, TWO, TEN));
          HostVector<Bls12381Fr> b = gpu.hostVector(Bls12381FrField.INSTANCE, 3)) {
        assertEquals(TEN, a.get(2));
        b.put(0, new long[] {5, 0, 0, 0, 6, 0, 0, 0});
        b.put(2, new BigInteger[] {TEN}, 0, 1);
        b.writeTo(channel);
        assertEquals(96, bytesOut.size());
        try (DeviceVector<Bls12381Fr> x = gpu.upload(b);
            HostVector<Bls12381Fr> back = x.download()) {
          printed.add("" + back.toList());
        }
      }

      int bytes = 1_000_000 * Bls12381FrField.INSTANCE.elementBytes();
      ByteBuffer buffer =
          ByteBuffer.allocateDirect(bytes + 2 * 4096).alignedSlice(4096).limit(bytes);
      buffer.order(ByteOrder.LITTLE_ENDIAN);
      try (HostVector<Bls12381Fr> a = gpu.hostVector(Bls12381FrField.INSTANCE, buffer)) {
        buffer.putLong(0, 5);
        assertEquals(BigInteger.valueOf(5), a.get(0));
      }
    }
    assertEquals(PRINTED, printed);
  }

  @Test
  void thePageHasTheseCalls() throws IOException {
    List<String> page = lines(Path.of("..", "..", "docs", "host-data.md"));
    Path source =
        Path.of("src/test/java", HostDataTest.class.getName().replace('.', '/') + ".java");
    List<String> calls = lines(source).stream().filter(HostDataTest::isCall).toList();
    assertTrue(calls.size() > 10, calls.toString());
    for (String line : calls) {
      assertTrue(page.contains(line), line);
    }
  }

  private static boolean isCall(String line) {
    return line.matches(
        "(gpu|a|b|buffer|ByteBuffer|int bytes|BigInteger words|HostVector|try \\(.*Vector)\\b.*[;{=]");
  }

  /** Returns the lines without indentation and comments. */
  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.replaceFirst("\\s+//.*", "").strip())
        .toList();
  }
}
