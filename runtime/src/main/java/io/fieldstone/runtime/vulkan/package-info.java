/**
 * The Vulkan objects behind the public classes, one noun per file. Not exported: nothing here knows
 * a vector, a job or a field.
 */
@NullMarked
package io.fieldstone.runtime.vulkan;

import org.jspecify.annotations.NullMarked;
