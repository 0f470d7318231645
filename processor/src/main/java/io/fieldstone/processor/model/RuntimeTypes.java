// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import com.palantir.javapoet.ClassName;
import io.fieldstone.annotations.LimbShape;

/** The runtime's types that declarations and generated code name. */
public final class RuntimeTypes {

  private static final String RUNTIME = "io.fieldstone.runtime";

  /** A vector on the device. */
  public static final ClassName DEVICE_VECTOR = ClassName.get(RUNTIME, "DeviceVector");

  /** A vector in host memory. */
  public static final ClassName HOST_VECTOR = ClassName.get(RUNTIME, "HostVector");

  /** A vector in a Java array. */
  public static final ClassName HEAP_VECTOR = ClassName.get(RUNTIME, "HeapVector");

  /** The backend that makes kernels. */
  public static final ClassName PERSISTENT_BACKEND = ClassName.get(RUNTIME, "PersistentBackend");

  /** A kernel ready to run. */
  public static final ClassName KERNEL = ClassName.get(RUNTIME, "Kernel");

  /** One resident dispatch. */
  public static final ClassName DISPATCH = ClassName.get(RUNTIME, "Dispatch");

  /** One job over host data. */
  public static final ClassName JOB = ClassName.get(RUNTIME, "Job");

  /** A prime field. */
  public static final ClassName FIELD = ClassName.get(RUNTIME + ".field", "Field");

  /** A prime field or an extension. */
  public static final ClassName FINITE_FIELD = ClassName.get(RUNTIME + ".field", "FiniteField");

  /** An extension of a field. */
  public static final ClassName EXTENSION_FIELD =
      ClassName.get(RUNTIME + ".field", "ExtensionField");

  /** An elliptic curve. */
  public static final ClassName CURVE = ClassName.get(RUNTIME + ".curve", "Curve");

  /** How elements are laid out. */
  public static final ClassName LIMB_SHAPE = ClassName.get(LimbShape.class);

  /** What the runtime knows of a kernel. */
  public static final ClassName KERNEL_DESCRIPTOR =
      ClassName.get(RUNTIME + ".kernel", "KernelDescriptor");

  /** What the runtime knows of a vector parameter. */
  public static final ClassName BINDING_DESCRIPTOR =
      ClassName.get(RUNTIME + ".kernel", "BindingDescriptor");

  /** What the elements of a vector parameter are. */
  public static final ClassName VECTOR_ELEMENTS =
      ClassName.get(RUNTIME + ".kernel", "VectorElements");

  /** The service that lists a module's kernels. */
  public static final ClassName KERNEL_PROVIDER =
      ClassName.get(RUNTIME + ".kernel", "KernelProvider");

  private RuntimeTypes() {}
}
