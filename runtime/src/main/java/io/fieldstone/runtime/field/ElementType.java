// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

import io.fieldstone.annotations.LimbShape;
import java.util.Optional;

/**
 * What the elements of a vector are: a fixed tuple of base elements, each of some limbs. A prime
 * field is the case of one base element; an extension field has as many as its degree, a point
 * those of its coordinates.
 *
 * <pre>
 *   Bls12381FpField.INSTANCE                 1 of 6x64     48 bytes
 *   Bls12381Fp2Field.INSTANCE                2 of 6x64     96 bytes    c0, c1
 *   Bls12381G1Curve.INSTANCE.affine()        2 of 6x64     96 bytes    x, y
 *   Bls12381G2Curve.INSTANCE.affine()        4 of 6x64    192 bytes    x.c0, x.c1, y.c0, y.c1
 *   IntegerType.UINT32                       1 of 1x32      4 bytes
 * </pre>
 *
 * <p>Elements follow one another without padding. The form of an element, canonical or Montgomery,
 * is that of each of its base elements; integers have none.
 *
 * <p>Implemented by Fieldstone and by generated classes. Immutable and thread-safe; compared by
 * identity.
 *
 * @param <T> the type tag
 */
public interface ElementType<T> {

  /** {@return the name in registries and messages, such as {@code bls12_381_fp2}} */
  String name();

  /** {@return the limb shape of a base element, by which the modules of kernels are looked up} */
  LimbShape shape();

  /** {@return the prime field that base elements are of; none for integers} */
  Optional<Field<?>> baseElementField();

  /** {@return how many base elements an element has} */
  int components();

  /** {@return the class of an element's value in Java, such as {@link java.math.BigInteger}} */
  Class<?> valueType();

  /** {@return the size of an element in bytes} */
  default int elementBytes() {
    return components() * shape().bytes();
  }

  /** {@return the 32-bit words of an element} */
  default int words() {
    return components() * shape().words();
  }

  /** {@return what the address of an element is a multiple of, in bytes: the size of a limb} */
  default int alignment() {
    return shape().limbBits() / Byte.SIZE;
  }
}
