// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import com.google.auto.common.MoreElements;
import com.palantir.javapoet.ClassName;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Names of the generated classes: {@code Outer.Inner} becomes {@code Outer_InnerDispatch}. */
public final class GeneratedNames {

  private GeneratedNames() {}

  /** Returns the class that implements a kernel interface. */
  public static ClassName dispatch(TypeElement kernelInterface) {
    return withSuffix(kernelInterface, "Dispatch");
  }

  /** Returns the class of a declared curve. */
  public static ClassName curve(TypeElement curve) {
    return withSuffix(curve, "Curve");
  }

  /** Returns the class of a declared field, prime or extended. */
  public static ClassName field(TypeElement field) {
    return withSuffix(field, "Field");
  }

  /**
   * Returns the resource that holds the SPIR-V of a kernel that is compiled, with places for the
   * strategy, if there are any, and for the limb shape: {@code
   * user/Outer_Inner_method_{strategy}_{shape}.spv}, beside the classes.
   */
  public static String spirv(ExecutableElement kernel, Strategies strategies) {
    ClassName name = ClassName.get(MoreElements.asType(kernel.getEnclosingElement()));
    String folder = name.packageName().isEmpty() ? "" : name.packageName().replace('.', '/') + "/";
    return folder
        + String.join("_", name.simpleNames())
        + "_"
        + kernel.getSimpleName()
        + (strategies.isEmpty() ? "" : "_" + Strategies.PLACEHOLDER)
        + "_{shape}.spv";
  }

  /** Returns the name of {@link #spirv} with a place for the degree of coordinates too. */
  public static String perDegree(String spirv) {
    return spirv.replace("_{shape}", "_{shape}x" + Target.DEGREE);
  }

  /** Returns the name of {@link #spirv} without a place for the shape: there is one module. */
  public static String ofAnyShape(String spirv) {
    return spirv.replace("_{shape}", "");
  }

  private static ClassName withSuffix(TypeElement type, String suffix) {
    ClassName name = ClassName.get(type);
    return ClassName.get(name.packageName(), String.join("_", name.simpleNames()) + suffix);
  }
}
