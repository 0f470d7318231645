// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

/**
 * One queue that the device plan wants.
 *
 * @param family the queue family
 * @param index the queue within the family
 */
public record QueuePlan(int family, int index) {}
