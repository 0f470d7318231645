// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

import io.fieldstone.processor.diagnostic.Diagnostic;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the diagnostic that a test shows; every diagnostic has such a test. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Shows {

  /** The diagnostic. */
  Diagnostic value();
}
