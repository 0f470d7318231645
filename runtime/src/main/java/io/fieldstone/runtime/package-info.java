/**
 * Runs finite-field kernels on Vulkan devices.
 *
 * <p>{@link io.fieldstone.runtime.PersistentBackend} is the way in: it holds everything that is
 * made once. Vectors come in two kinds, {@link io.fieldstone.runtime.HostVector} and {@link
 * io.fieldstone.runtime.DeviceVector}; a {@link io.fieldstone.runtime.Batch} runs jobs over host
 * vectors, one after the other or pipelined.
 */
@NullMarked
package io.fieldstone.runtime;

import org.jspecify.annotations.NullMarked;
