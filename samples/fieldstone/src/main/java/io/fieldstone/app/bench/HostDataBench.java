// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.report.Progress;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Times copies between host vectors and what Java programs have: values, arrays, buffers, files. On
 * all cores, and in one thread: piece by piece, so short that no other thread helps. Each way in is
 * compared with its way out. Figures are medians of several runs after a warm-up.
 *
 * <p>Not thread-safe.
 */
public final class HostDataBench<F> {

  private static final int RUNS = 7;
  private static final int WARM_UPS = 5;

  /** Shorter than what is converted, or copied, on all cores. */
  private static final int VALUES_PER_PIECE = 512;

  private static final int BYTES_PER_PIECE = 1 << 20;

  /** Steps of one form of a field. */
  private static final int STEPS = 14;

  /**
   * The whole bench.
   *
   * @param device the device's name
   * @param threads threads that copies on all cores have
   * @param elements elements of each vector
   * @param rows one per field, form and copy
   */
  public record Result(String device, int threads, int elements, List<HostDataRow> rows) {}

  /** A copy of elements {@code first .. first + count}. */
  private interface Copy {
    void run(int first, int count) throws IOException;
  }

  private final HostVector<F> vector;
  private final Field<F> field;
  private final int elements;
  private final Progress progress;
  private final List<HostDataRow> rows = new ArrayList<>();

  private HostDataBench(HostVector<F> vector, Progress progress) {
    this.vector = vector;
    this.field = (Field<F>) vector.type();
    this.elements = Math.toIntExact(vector.size());
    this.progress = progress;
  }

  /** Returns how many steps {@link #run} takes. */
  public static long steps(int fields) {
    return 2L * fields * STEPS;
  }

  /** Returns the most elements that vectors of all fields may have. */
  public static int mostElements() {
    return 1 << 23; // whose bytes fit an array, up to elements of 128 bytes
  }

  /**
   * Runs the bench.
   *
   * @throws WrongResultException if something else comes out than went in
   */
  public static Result run(
      BackendOptions options, List<Field<?>> fields, int elements, Progress progress) {
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      List<HostDataRow> rows = new ArrayList<>();
      for (Field<?> field : fields) {
        for (ElementForm form : List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)) {
          rows.addAll(of(gpu, field, elements, form, progress));
        }
      }
      return new Result(
          gpu.plan().report().name(), Runtime.getRuntime().availableProcessors(), elements, rows);
    }
  }

  private static <F> List<HostDataRow> of(
      PersistentBackend gpu, Field<F> field, int elements, ElementForm form, Progress progress) {
    try (HostVector<F> vector = gpu.hostVector(field, elements, form)) {
      HostDataBench<F> bench = new HostDataBench<>(vector, progress);
      bench.values();
      if (form == ElementForm.CANONICAL) {
        bench.words(); // which are the same in either form
      }
      return bench.rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void values() throws IOException {
    Random random = new Random(1);
    BigInteger[] values = new BigInteger[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = new BigInteger(field.modulus().bitLength() - 1, random);
    }
    BigInteger[] back = new BigInteger[elements];
    Copy in = (first, count) -> vector.put(first, values, first, count);
    Copy out = (first, count) -> vector.get(first, back, first, count);
    measure("BigInteger[] in", VALUES_PER_PIECE, in);
    measure("BigInteger[] out", VALUES_PER_PIECE, out);
    require(Arrays.equals(values, back), "values");
  }

  private void words() throws IOException {
    int each = field.elementBytes();
    int piece = BYTES_PER_PIECE / each;
    byte[] bytes = new byte[elements * each];
    vector.get(0, bytes);
    byte[] back = new byte[bytes.length];
    measure("byte[] in", piece, (at, n) -> vector.put(at, bytes, at * each, n * each));
    measure("byte[] out", piece, (at, n) -> vector.get(at, back, at * each, n * each));
    require(Arrays.equals(bytes, back), "bytes");
    measure(
        "byte[] in, unchecked",
        piece,
        (at, n) -> vector.putUnchecked(at, ByteBuffer.wrap(bytes, at * each, n * each)));
    int[] ints = new int[bytes.length / Integer.BYTES];
    int perInt = each / Integer.BYTES;
    measure("int[] out", piece, (at, n) -> vector.get(at, ints, at * perInt, n * perInt));
    measure("int[] in", piece, (at, n) -> vector.put(at, ints, at * perInt, n * perInt));
    if (each >= Long.BYTES) {
      long[] longs = new long[bytes.length / Long.BYTES];
      int perLong = each / Long.BYTES;
      measure("long[] out", piece, (at, n) -> vector.get(at, longs, at * perLong, n * perLong));
      measure("long[] in", piece, (at, n) -> vector.put(at, longs, at * perLong, n * perLong));
    }
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length);
    measure("direct buffer out", piece, (at, n) -> vector.get(at, range(direct, at, n)));
    measure("direct buffer in", piece, (at, n) -> vector.put(at, range(direct, at, n)));
    files(bytes);
    vector.get(0, back);
    require(Arrays.equals(bytes, back), "words");
  }

  private ByteBuffer range(ByteBuffer buffer, int first, int count) {
    return buffer.slice(first * field.elementBytes(), count * field.elementBytes());
  }

  private void files(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("fieldstone", ".bin");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      unlink(file);
      Copy write =
          (first, count) -> {
            channel.position(0);
            vector.writeTo(channel);
          };
      Copy read =
          (first, count) -> {
            channel.position(0);
            vector.readFrom(channel);
          };
      measure("file out", 0, write);
      ByteBuffer written = ByteBuffer.allocate(bytes.length);
      while (written.hasRemaining() && channel.read(written, written.position()) > 0) {}
      require(Arrays.equals(bytes, written.array()), "the file");
      measure("file in", 0, read);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Takes the file's name away while it is open, so that it goes with the process. */
  private static void unlink(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      // Windows wants it closed first: it goes at the end.
    }
  }

  /**
   * Measures a copy.
   *
   * @param piece elements of what one thread copies; 0 if it is not measured in one
   */
  private void measure(String copy, int piece, Copy run) throws IOException {
    Samples all = samples(elements, run);
    double one = piece == 0 ? 0 : samples(piece, run).medianNanos() / elements;
    rows.add(
        new HostDataRow(
            field.name(), copy, vector.form(), field.elementBytes(), elements, one, all));
    progress.step(field + ", " + copy);
  }

  private Samples samples(int piece, Copy copy) throws IOException {
    long[] nanos = new long[RUNS];
    for (int run = -WARM_UPS; run < RUNS; run++) {
      long start = System.nanoTime();
      for (int first = 0; first < elements; first += piece) {
        copy.run(first, Math.min(piece, elements - first));
      }
      if (run >= 0) {
        nanos[run] = System.nanoTime() - start;
      }
    }
    return Samples.ofNanos(nanos);
  }

  private void require(boolean equal, String what) {
    if (!equal) {
      throw new WrongResultException(
          what + " of " + vector + " in form " + vector.form() + " are not what went in");
    }
  }
}
