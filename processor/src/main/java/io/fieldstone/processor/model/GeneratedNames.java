// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import com.palantir.javapoet.ClassName;
import javax.lang.model.element.TypeElement;

/** Names of the generated classes: {@code Outer.Inner} becomes {@code Outer_InnerDispatch}. */
public final class GeneratedNames {

  private GeneratedNames() {}

  /** Returns the class that implements a kernel interface. */
  public static ClassName dispatch(TypeElement kernelInterface) {
    return withSuffix(kernelInterface, "Dispatch");
  }

  /** Returns the class of a declared field. */
  public static ClassName field(TypeElement field) {
    return withSuffix(field, "Field");
  }

  private static ClassName withSuffix(TypeElement type, String suffix) {
    ClassName name = ClassName.get(type);
    return ClassName.get(name.packageName(), String.join("_", name.simpleNames()) + suffix);
  }
}
