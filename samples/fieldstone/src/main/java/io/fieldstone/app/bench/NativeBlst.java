// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.bench.CpuTimes.NativeProduct;
import io.fieldstone.runtime.field.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.JNI;
import org.lwjgl.system.Library;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.SharedLibrary;

/**
 * The assembly of <a href="https://github.com/supranational/blst">blst</a>, out of the Maven
 * artifact {@code tech.pegasys:jblst}. Its Java classes have no product of Fp, but its shared
 * library exports blst's own C functions, which LWJGL can call.
 */
final class NativeBlst {

  /** The functions of a field, by its name; each takes result, a and b. */
  private record Functions(String product, String sum) {}

  private static final Map<String, Functions> FUNCTIONS =
      Map.of(
          "bls12_381_fp", new Functions("blst_fp_mul", "blst_fp_add"),
          "bls12_381_fr", new Functions("blst_fr_mul", "blst_fr_add"));

  private static final int CACHE_LINE = 64;

  private NativeBlst() {}

  /**
   * Times a field's product, having compared it with BigInteger.
   *
   * @return null if blst has no such field, or not for this machine
   * @throws WrongResultException if a product is wrong
   */
  static @Nullable NativeProduct measure(
      Field<?> field, BigInteger[] a, BigInteger[] b, Duration time) {
    Functions functions = FUNCTIONS.get(field.name());
    Path file = functions == null ? null : extract();
    if (functions == null || file == null) {
      return null;
    }
    try (SharedLibrary blst =
        Library.loadNative(NativeBlst.class, "supranational.blst", file.toString())) {
      return measure(field, functions, blst, a, b, time);
    } catch (UnsatisfiedLinkError e) {
      return null;
    } finally {
      delete(file);
    }
  }

  /** Returns where the shared library for this machine is now, null if there is none. */
  private static @Nullable Path extract() {
    String system = System.getProperty("os.name", "").replaceFirst(" .*", "");
    String name =
        switch (system) {
          case "Windows" -> "blst.dll";
          case "Mac" -> "libblst.dylib";
          default -> "libblst.so";
        };
    String resource =
        "/supranational/blst/" + system + "/" + System.getProperty("os.arch") + "/" + name;
    try (InputStream in = NativeBlst.class.getResourceAsStream(resource)) {
      if (in == null) {
        return null;
      }
      Path file = Files.createTempFile("fieldstone", name);
      file.toFile().deleteOnExit();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NativeProduct measure(
      Field<?> field,
      Functions functions,
      SharedLibrary blst,
      BigInteger[] a,
      BigInteger[] b,
      Duration time) {
    long product = blst.getFunctionAddress(functions.product());
    long sum = blst.getFunctionAddress(functions.sum());
    int bytes = field.elementBytes();
    long vectorBytes = (long) a.length * bytes;
    long left = MemoryUtil.nmemAlignedAllocChecked(CACHE_LINE, 3 * vectorBytes);
    try {
      long right = left + vectorBytes;
      long out = right + vectorBytes;
      for (int i = 0; i < a.length; i++) {
        put(left + (long) i * bytes, bytes, a[i]);
        put(right + (long) i * bytes, bytes, b[i]);
        JNI.invokePPPV(
            out + (long) i * bytes, left + (long) i * bytes, right + (long) i * bytes, product);
        requireProduct(field, functions, a[i], b[i], get(out + (long) i * bytes, bytes));
      }
      return new NativeProduct(
          functions.product(),
          nanosPerCall(product, out, left, right, bytes, time),
          nanosPerCall(sum, out, left, right, bytes, time));
    } finally {
      MemoryUtil.nmemAlignedFree(left);
    }
  }

  private static double nanosPerCall(
      long function, long out, long left, long right, int bytes, Duration time) {
    return CpuBench.nanosPerCall(
        i ->
            JNI.invokePPPV(
                out + (long) i * bytes,
                left + (long) i * bytes,
                right + (long) i * bytes,
                function),
        time);
  }

  /** blst's elements are in Montgomery form, with the same R as ours. */
  private static void requireProduct(
      Field<?> field, Functions functions, BigInteger a, BigInteger b, BigInteger product) {
    if (!a.multiply(b)
        .mod(field.modulus())
        .equals(product.multiply(field.r()).mod(field.modulus()))) {
      throw new WrongResultException(functions.product() + " is wrong");
    }
  }

  private static void put(long address, int bytes, BigInteger value) {
    for (int i = 0; i < bytes; i++) {
      MemoryUtil.memPutByte(address + i, value.shiftRight(i * Byte.SIZE).byteValue());
    }
  }

  private static BigInteger get(long address, int bytes) {
    byte[] bigEndian = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      bigEndian[bytes - 1 - i] = MemoryUtil.memGetByte(address + i);
    }
    return new BigInteger(1, bigEndian);
  }
}
