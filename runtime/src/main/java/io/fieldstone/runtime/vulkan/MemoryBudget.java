// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

/**
 * How much memory is left, and how much the backend's buffers take. On a device that shares the
 * host's memory, both kinds are in the same heap: then the figures of both are that heap's.
 *
 * @param hostFree bytes that can still be taken of host memory, as far as the driver can tell and
 *     the plan's limit allows
 * @param deviceFree bytes that can still be taken of device memory
 * @param hostUsed bytes of buffers in the heap of host memory
 * @param deviceUsed bytes of buffers in the heap of device memory
 */
public record MemoryBudget(long hostFree, long deviceFree, long hostUsed, long deviceUsed) {}
