// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.runtime.error.OutOfMemoryException;
import java.math.BigInteger;

/** Room for Java arrays, asked for before the work that they are of. */
public final class HeapRoom {

  private HeapRoom() {}

  /**
   * Refuses work whose arrays Java's heap can never hold.
   *
   * @param what whose they are, for the message
   * @param vectors how many vectors' elements are in arrays at once
   * @param elements elements of each
   * @param elementBytes bytes of an element
   * @throws OutOfMemoryException if so
   */
  public static void require(String what, long vectors, long elements, int elementBytes) {
    BigInteger bytes =
        BigInteger.valueOf(vectors)
            .multiply(BigInteger.valueOf(elements))
            .multiply(BigInteger.valueOf(elementBytes));
    long most = Runtime.getRuntime().maxMemory();
    if (bytes.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new OutOfMemoryException(
          what
              + " of "
              + elements
              + " elements take "
              + bytes
              + " bytes of memory in Java's heap, which has "
              + most
              + "; take fewer elements or jobs, or give Java more: JDK_JAVA_OPTIONS=-Xmx");
    }
  }
}
