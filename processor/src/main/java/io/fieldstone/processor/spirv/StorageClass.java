// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

/** The storage classes that the reader looks at (section 3.7). */
final class StorageClass {

  static final int UNIFORM_CONSTANT = 0;
  static final int INPUT = 1;
  static final int UNIFORM = 2;
  static final int WORKGROUP = 4;
  static final int PUSH_CONSTANT = 9;
  static final int STORAGE_BUFFER = 12;

  private StorageClass() {}

  /** Whether the reader follows what a shader does with variables of this class. */
  static boolean isTracked(int storageClass) {
    return isResource(storageClass) || storageClass == WORKGROUP || storageClass == PUSH_CONSTANT;
  }

  /** Whether variables of this class are bound through descriptors. */
  static boolean isResource(int storageClass) {
    return storageClass == UNIFORM_CONSTANT
        || storageClass == UNIFORM
        || storageClass == STORAGE_BUFFER;
  }
}
