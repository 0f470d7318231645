// SPDX-License-Identifier: Apache-2.0
/** The files by which Vulkan's loader knows drivers and layers. Not exported. */
@NullMarked
package io.fieldstone.runtime.manifest;

import org.jspecify.annotations.NullMarked;
