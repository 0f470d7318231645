// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.SpecializationIds;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the runtime knows of a kernel: where its SPIR-V is and how it is called. Made by
 * generated code, from declarations that were checked against that SPIR-V.
 *
 * <p>Immutable and thread-safe; compared by identity.
 */
public final class KernelDescriptor {

  private final String name;
  private final Class<?> declaration;
  private final String spirv;
  private final ResourceOpener resources;
  private final String entryPoint;
  private final List<LimbShape> shapes;
  private final int workgroupInvocations;
  private final List<BindingDescriptor> bindings;
  private final List<PushConstantDescriptor> pushConstants;
  private final List<SpecializationDescriptor> specializations;
  private final Set<DeviceFeature> requirements;

  private KernelDescriptor(Builder builder) {
    name = builder.name;
    declaration = builder.declaration;
    spirv = requireNonNull(builder.spirv, "spirv");
    resources = builder.resources;
    entryPoint = builder.entryPoint;
    shapes = List.copyOf(builder.shapes);
    workgroupInvocations = builder.workgroupInvocations;
    bindings = List.copyOf(builder.bindings);
    pushConstants = List.copyOf(builder.pushConstants);
    specializations = List.copyOf(builder.specializations);
    requirements = Collections.unmodifiableSet(EnumSet.copyOf(builder.requirements));
  }

  /**
   * Starts the description of a kernel.
   *
   * @param name the registered name
   * @param declaration the interface that declares it, whose class loader finds the SPIR-V
   */
  public static Builder builder(String name, Class<?> declaration) {
    return new Builder(name, declaration);
  }

  /** Returns the name in registries and on the command line, such as {@code vector-add}. */
  public String name() {
    return name;
  }

  /** Returns the interface that declares the kernel. */
  public Class<?> declaration() {
    return declaration;
  }

  /**
   * Opens a resource as the declaring module sees it, the one that is allowed to look into its own
   * packages.
   */
  @FunctionalInterface
  public interface ResourceOpener {

    /** Returns the resource's content, closed by the caller, or null if there is none. */
    @Nullable InputStream open(String resource) throws IOException;
  }

  /** Returns what opens the SPIR-V resources. */
  public ResourceOpener resources() {
    return resources;
  }

  /** Returns the resource of the SPIR-V module for elements of {@code shape}. */
  public String spirv(LimbShape shape) {
    return shape.in(spirv);
  }

  /** Returns the compute entry point's name. */
  public String entryPoint() {
    return entryPoint;
  }

  /** Returns the limb shapes that the kernel has a module for; empty means any. */
  public List<LimbShape> shapes() {
    return shapes;
  }

  /** Returns whether the kernel has a module for {@code shape}. */
  public boolean supports(LimbShape shape) {
    return shapes.isEmpty() || shapes.contains(shape);
  }

  /** Returns how many invocations, and so elements, one workgroup has. */
  public int workgroupInvocations() {
    return workgroupInvocations;
  }

  /** Returns the vector parameters in the order of the declaration. */
  public List<BindingDescriptor> bindings() {
    return bindings;
  }

  /** Returns how many descriptor sets there are, counting unused ones below used ones. */
  public int descriptorSets() {
    return bindings.stream().mapToInt(binding -> binding.set() + 1).max().orElse(0);
  }

  /** Returns the push-constant parameters in the order of the declaration. */
  public List<PushConstantDescriptor> pushConstants() {
    return pushConstants;
  }

  /**
   * Returns the size of the push-constant block in bytes, the element count included, for a field
   * of {@code shape}.
   */
  public int pushConstantBytes(LimbShape shape) {
    int end = Integer.BYTES;
    for (PushConstantDescriptor constant : pushConstants) {
      end = Math.max(end, constant.offset() + constant.bytes(shape));
    }
    return end;
  }

  /** Returns the specialization constants that the declaration fixes. */
  public List<SpecializationDescriptor> specializations() {
    return specializations;
  }

  /** Returns the device features that the kernel needs. */
  public Set<DeviceFeature> requirements() {
    return requirements;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects a descriptor's parts. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private final Class<?> declaration;
    private String spirv = "";
    private ResourceOpener resources;
    private String entryPoint = "main";
    private final List<LimbShape> shapes = new ArrayList<>();
    private int workgroupInvocations = 1;
    private final List<BindingDescriptor> bindings = new ArrayList<>();
    private final List<PushConstantDescriptor> pushConstants = new ArrayList<>();
    private final List<SpecializationDescriptor> specializations = new ArrayList<>();
    private final Set<DeviceFeature> requirements = EnumSet.noneOf(DeviceFeature.class);

    private Builder(String name, Class<?> declaration) {
      this.name = requireNonNull(name, "name");
      this.declaration = requireNonNull(declaration, "declaration");
      this.resources = resource -> declaration.getClassLoader().getResourceAsStream(resource);
    }

    /** Sets the SPIR-V resource, with {@code {shape}} where the limb shape goes. */
    public Builder spirv(String resource) {
      spirv = resource;
      return this;
    }

    /** Sets what opens the SPIR-V resources; the declaration's class loader by default. */
    public Builder resources(ResourceOpener opener) {
      resources = opener;
      return this;
    }

    /** Sets the entry point, {@code main} by default. */
    public Builder entryPoint(String entryPoint) {
      this.entryPoint = entryPoint;
      return this;
    }

    /** Sets the limb shapes that there is a module for, such as {@code "6x64"}. */
    public Builder shapes(String... shapes) {
      for (String shape : shapes) {
        this.shapes.add(LimbShape.parse(shape));
      }
      return this;
    }

    /** Sets the module's workgroup size. */
    public Builder workgroupSize(int x, int y, int z) {
      if (x < 1 || y < 1 || z < 1) {
        throw new IllegalArgumentException(
            name + " has a workgroup size of " + x + " x " + y + " x " + z);
      }
      workgroupInvocations = Math.multiplyExact(x, Math.multiplyExact(y, z));
      return this;
    }

    /** Adds a vector that the kernel reads. */
    public Builder in(String name, int set, int binding) {
      return binding(name, set, binding, Access.IN);
    }

    /** Adds a vector that the kernel writes. */
    public Builder out(String name, int set, int binding) {
      return binding(name, set, binding, Access.OUT);
    }

    /** Adds a vector that the kernel updates in place. */
    public Builder inOut(String name, int set, int binding) {
      return binding(name, set, binding, Access.IN_OUT);
    }

    private Builder binding(String name, int set, int binding, Access access) {
      bindings.add(new BindingDescriptor(name, set, binding, access));
      return this;
    }

    /**
     * Adds a push constant of type {@code int}, {@code long}, {@code float}, {@code double}, or
     * {@code BigInteger} for an element of the field.
     */
    public Builder pushConstant(String name, int offset, Class<?> type) {
      pushConstants.add(new PushConstantDescriptor(name, offset, type));
      return this;
    }

    /** Fixes a 32-bit integer constant. */
    public Builder specialize(int id, int value) {
      return specialize(id, Integer.BYTES, value);
    }

    /** Fixes a 64-bit integer constant. */
    public Builder specialize(int id, long value) {
      return specialize(id, Long.BYTES, value);
    }

    /** Fixes a 32-bit float constant. */
    public Builder specialize(int id, float value) {
      return specialize(id, Float.BYTES, Float.floatToRawIntBits(value));
    }

    /** Fixes a 64-bit float constant. */
    public Builder specialize(int id, double value) {
      return specialize(id, Double.BYTES, Double.doubleToRawLongBits(value));
    }

    /** Fixes a boolean constant. */
    public Builder specialize(int id, boolean value) {
      return specialize(id, Integer.BYTES, value ? 1 : 0);
    }

    private Builder specialize(int id, int bytes, long bits) {
      if (id < 0 || id >= SpecializationIds.FIRST_RESERVED) {
        throw new IllegalArgumentException("specialization id " + id + " is reserved");
      }
      specializations.add(new SpecializationDescriptor(id, bytes, bits));
      return this;
    }

    /** Adds device features that the kernel needs. */
    public Builder requires(DeviceFeature... features) {
      Collections.addAll(requirements, features);
      return this;
    }

    /**
     * Returns the descriptor.
     *
     * @throws IllegalArgumentException if there is no SPIR-V resource, no vector, or two of them
     *     share a binding: drivers crash on such kernels
     */
    public KernelDescriptor build() {
      if (spirv.isEmpty()) {
        throw new IllegalArgumentException(name + " has no SPIR-V resource");
      }
      if (bindings.isEmpty()) {
        throw new IllegalArgumentException(name + " has no vector");
      }
      Set<List<Integer>> places = new HashSet<>();
      for (BindingDescriptor binding : bindings) {
        if (!places.add(List.of(binding.set(), binding.binding()))) {
          throw new IllegalArgumentException(
              name + " has two vectors at set " + binding.set() + ", binding " + binding.binding());
        }
      }
      return new KernelDescriptor(this);
    }
  }
}
