// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import java.nio.ByteBuffer;

/** The types of arrays that elements may lie in. */
public final class ArrayTypes {

  /** Bytes, least significant first. */
  public static final ElementArrays<byte[]> BYTES = new ByteArrays();

  /** Words of 32 bits, least significant first. */
  public static final ElementArrays<int[]> INTS = new IntArrays();

  /** Words of 64 bits, least significant first. */
  public static final ElementArrays<long[]> LONGS = new LongArrays();

  /** Bytes, least significant first, at absolute positions, whatever the buffer's order. */
  public static final ElementArrays<ByteBuffer> BUFFERS = new ByteBuffers();

  private ArrayTypes() {}
}
