// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The sum of the squares of a file's elements, with the memory of one chunk, however long it is. */
public final class Main {

  private Main() {}

  /**
   * Returns the sum of squares.
   *
   * @param file elements of 32 bytes, little-endian
   * @param chunk elements in memory at a time
   */
  public static BigInteger sumOfSquares(PersistentBackend gpu, Path file, long chunk)
      throws IOException {
    Bls12381FrField field = Bls12381FrField.INSTANCE;
    BigInteger total = BigInteger.ZERO;
    try (FileChannel in = FileChannel.open(file);
        var fr = FieldOperations.of(gpu, field);
        HostVector<Bls12381Fr> host = gpu.hostVector(field, chunk);
        DeviceVector<Bls12381Fr> x = gpu.deviceVector(field, chunk)) {
      long left = in.size() / field.elementBytes();
      while (left > 0) {
        long count = Math.min(chunk, left);
        host.slice(0, count).readFrom(in); // checks that elements are below the modulus
        DeviceVector<Bls12381Fr> part = x.slice(0, count);
        part.upload(host.slice(0, count));
        total = total.add(fr.innerProduct(part, part));
        left -= count;
      }
    }
    return total.mod(field.modulus());
  }

  /** Writes 0 .. 9999 to a file, and sums their squares in chunks of 1024. */
  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempFile("elements", ".bin");
    try (PersistentBackend gpu = PersistentBackend.open();
        HostVector<Bls12381Fr> values = gpu.hostVector(Bls12381FrField.INSTANCE, 10_000);
        FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < 10_000; i++) {
        values.set(i, BigInteger.valueOf(i));
      }
      values.writeTo(out);
      System.out.println(sumOfSquares(gpu, file, 1024)); // 333283335000
    } finally {
      Files.delete(file);
    }
  }
}
