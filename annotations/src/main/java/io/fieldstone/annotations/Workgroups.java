// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Passes the number of workgroups of a kernel with {@link Grid#CALL}: an {@code int}. With 0 the
 * call does nothing; a negative number, or one beyond what the device takes, is refused.
 *
 * <pre>{@code
 * @GpuKernel(name = "my-buckets", glsl = "my/buckets.comp", grid = Grid.CALL)
 * void buckets(
 *     @In(value = 0, extent = Extent.WHOLE) DeviceVector<Affine<Bls12381G1>> points,
 *     @Out(value = 1, extent = Extent.WHOLE) DeviceVector<Affine<Bls12381G1>> buckets,
 *     @Workgroups int workgroups);
 * }</pre>
 *
 * <p>The shader finds it in {@code gl_NumWorkGroups.x}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.CLASS)
public @interface Workgroups {}
