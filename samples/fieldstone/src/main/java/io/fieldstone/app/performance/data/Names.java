// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.data;

import io.fieldstone.app.bench.BatchPipelinedBench;

/** What measurements are called, which those who show them look for. */
public final class Names {

  /** Data in host vectors. */
  public static final String HOST = ", host vectors";

  /** Data in Java arrays. */
  public static final String HEAP = ", heap arrays";

  /** A job with everything that it needs, opened and closed. */
  public static final String ONE_SHOT = "one-shot" + HEAP;

  /** A job on an open backend. */
  public static final String PERSISTENT = "persistent";

  /** A batch in which each job ends before the next begins. */
  public static final String SEQUENTIAL = "sequential";

  /** A batch whose jobs overlap. */
  public static final String PIPELINED = "pipelined";

  /** The path on which kernels work on host memory. */
  public static final String HOST_VISIBLE = "host-visible";

  /** The path on which data is uploaded, computed on and downloaded. */
  public static final String DEVICE_LOCAL = "device-local";

  /** Before the elements of a chunk. */
  public static final String CHUNK = "chunks of ";

  /** A copy on the device. */
  public static final String COPY = "copy on the device";

  /** Host memory to the device. */
  public static final String UPLOAD = "upload";

  /** The device to host memory. */
  public static final String DOWNLOAD = "download";

  /** What copies in each pass of a transform would take, after its field. */
  public static final String MEMORY_ALONE = ", memory alone";

  /** What the copies of a transform of host memory take, there and back. */
  public static final String BUS_ALONE = ", bus alone";

  /** What the products of a transform would take in registers. */
  public static final String MULTIPLIER_ALONE = ", multiplier alone";

  /** Before the orders of a transform from host memory to host memory. */
  public static final String OF_HOST = "host ";

  /** Java's own numbers. */
  public static final String BIG_INTEGER = "BigInteger, one thread";

  /** The native library beside it. */
  public static final String NATIVE = "blst, one thread";

  private Names() {}

  /** Returns where the data are. */
  public static String of(BatchPipelinedBench.Data data) {
    return data == BatchPipelinedBench.Data.HEAP_ARRAYS ? HEAP : HOST;
  }
}
