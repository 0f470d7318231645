// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.runtime.HostVector;
import java.util.List;

/**
 * A call of a kernel, and what it has to give.
 *
 * @param kernel the name of the kernel
 * @param inputs what it reads, in the order of its parameters
 * @param expected what its last parameter must hold then
 */
record TypeCase(String kernel, List<HostVector<?>> inputs, HostVector<?> expected) {}
