// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.resource;

/** What became of the look-up of a resource. */
public sealed interface Content {

  /** The resource was read. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Found(byte[] bytes) implements Content {}

  /** There is no such resource. */
  record Missing() implements Content {}

  /** There is one that the file system does not give. */
  record Unreadable(String reason) implements Content {}
}
