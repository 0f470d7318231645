// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

/** How a batch runs; both modes give bit-identical results. */
public enum ExecutionMode {
  /** Each chunk is uploaded, computed and downloaded before the next one starts. */
  SEQUENTIAL,
  /** Small jobs are merged, and upload, compute and download of different chunks overlap. */
  PIPELINED
}
