// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.error.KernelResourceException;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads kernels' SPIR-V modules from the class path. */
public final class SpirvResource {

  private static final int MAGIC = 0x07230203;
  private static final int HEADER_BYTES = 5 * Integer.BYTES;

  private SpirvResource() {}

  /**
   * Reads a module.
   *
   * @throws KernelResourceException if it is not there or no SPIR-V
   */
  public static byte[] read(KernelDescriptor kernel, LimbShape shape, int degree, String strategy) {
    String resource = kernel.spirv(shape, degree, strategy);
    try (InputStream in = open(kernel, resource)) {
      if (in == null) {
        throw missing(kernel, resource);
      }
      return requireSpirv(resource, in.readAllBytes());
    } catch (IOException e) {
      throw unreadable(kernel, resource, e);
    }
  }

  /** Returns whether there is a resource of a kernel. */
  static boolean exists(KernelDescriptor kernel, String resource) {
    try (InputStream in = open(kernel, resource)) {
      return in != null;
    } catch (IOException e) {
      return true; // who reads it says what is wrong
    }
  }

  static KernelResourceException missing(KernelDescriptor kernel, String resource) {
    return new KernelResourceException(
        "resource " + resource + " of kernel " + kernel + " is not on the class path");
  }

  static KernelResourceException unreadable(
      KernelDescriptor kernel, String resource, IOException cause) {
    return new KernelResourceException(
        "resource " + resource + " of kernel " + kernel + " cannot be read", cause);
  }

  private static byte[] requireSpirv(String resource, byte[] bytes) {
    boolean spirv =
        bytes.length % Integer.BYTES == 0
            && bytes.length > HEADER_BYTES
            && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt() == MAGIC;
    if (!spirv) {
      throw new KernelResourceException("resource " + resource + " is not a SPIR-V module");
    }
    return bytes;
  }

  /** A kernel's module may be in a module of its own, such as the standard ones in the shaders'. */
  static @Nullable InputStream open(KernelDescriptor kernel, String resource) throws IOException {
    InputStream own = kernel.resources().open(resource);
    return own != null ? own : kernel.declaration().getClassLoader().getResourceAsStream(resource);
  }
}
