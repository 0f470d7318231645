// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/** What a kernel does with a bound vector. */
public enum Access {
  /** Read only, declared with {@link In}; {@code readonly} in the shader. */
  IN,
  /** Written only, declared with {@link Out}; {@code writeonly} in the shader. */
  OUT,
  /** Read and written, declared with {@link InOut}. */
  IN_OUT;

  /** {@return whether the kernel reads the vector} */
  public boolean reads() {
    return this != OUT;
  }

  /** {@return whether the kernel writes the vector} */
  public boolean writes() {
    return this != IN;
  }
}
