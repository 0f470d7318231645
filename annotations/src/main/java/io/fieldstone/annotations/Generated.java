// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that the annotation processor wrote. Tools that leave generated code alone go by
 * the name {@code Generated}; unlike {@code javax.annotation.processing.Generated} this one asks
 * nothing of a user's {@code module-info}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Generated {

  /** {@return the processor that wrote the class} */
  String value();
}
