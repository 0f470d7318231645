// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.SpecializationIds;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the runtime knows of a kernel: where its SPIR-V is and how it is called. Made by
 * generated code, from declarations that were checked against that SPIR-V.
 *
 * <p>Immutable and thread-safe; compared by identity.
 */
public final class KernelDescriptor {

  static final String STRATEGY_PLACEHOLDER = "{strategy}";
  private static final String DEGREE_PLACEHOLDER = "{degree}";

  private final String name;
  private final Class<?> declaration;
  private final String spirv;
  private final ResourceOpener resources;
  private final String entryPoint;
  private final List<LimbShape> shapes;
  private final WorkgroupSize workgroupSize;
  private final List<BindingDescriptor> bindings;
  private final List<PushConstantDescriptor> pushConstants;
  private final List<SpecializationDescriptor> specializations;
  private final Set<DeviceFeature> requirements;
  private final List<StrategyDescriptor> strategies;
  private final Optional<String> strategyProbe;
  private final boolean cooperative;
  private final boolean elementwise;
  private final int typeArguments;
  private final List<Integer> degrees;
  private final Grid grid;
  private final boolean staysInBounds;
  private final List<ConstantsDescriptor> constants;
  private final List<BindingPlace> places;

  /** The types of its specialization constants, by their ids. */
  private final Map<Integer, Class<?>> constantTypes;

  /** The same kernel by the values of its specialization constants; all of them share this. */
  private final Map<List<SpecializationDescriptor>, KernelDescriptor> specialized;

  private KernelDescriptor(Builder builder) {
    name = builder.name;
    declaration = builder.declaration;
    spirv = requireNonNull(builder.spirv, "spirv");
    resources = builder.resources;
    entryPoint = builder.entryPoint;
    shapes = List.copyOf(builder.shapes);
    workgroupSize = builder.workgroupSize;
    bindings = List.copyOf(builder.bindings);
    pushConstants = List.copyOf(builder.pushConstants);
    specializations = List.copyOf(builder.specializations);
    strategies =
        builder.strategies.values().stream().map(made -> made.build(builder.requirements)).toList();
    strategyProbe = Optional.ofNullable(builder.strategyProbe);
    cooperative = bindings.stream().anyMatch(binding -> binding.extent() == Extent.WORKGROUPS);
    grid = builder.grid;
    staysInBounds = builder.staysInBounds;
    elementwise =
        grid == Grid.ELEMENTS
            && bindings.stream()
                .allMatch(binding -> binding.extent() == Extent.ELEMENTS && binding.times() == 1);
    constants = List.copyOf(builder.constants);
    places =
        Stream.concat(
                bindings.stream().map(each -> new BindingPlace(each.set(), each.binding())),
                constants.stream().map(each -> new BindingPlace(each.set(), each.binding())))
            .toList();
    typeArguments = builder.typeArguments;
    degrees =
        builder.degrees.isEmpty() && !spirv.contains(DEGREE_PLACEHOLDER)
            ? List.of(1)
            : List.copyOf(builder.degrees);
    requirements =
        strategies.isEmpty()
            ? Collections.unmodifiableSet(EnumSet.copyOf(builder.requirements))
            : strategies.get(0).requirements();
    constantTypes = Map.copyOf(builder.constantTypes);
    specialized = new ConcurrentHashMap<>();
    specialized.put(specializations, this);
  }

  private KernelDescriptor(
      KernelDescriptor of,
      List<SpecializationDescriptor> specializations,
      WorkgroupSize workgroupSize) {
    name = of.name;
    declaration = of.declaration;
    spirv = of.spirv;
    resources = of.resources;
    entryPoint = of.entryPoint;
    shapes = of.shapes;
    this.workgroupSize = workgroupSize;
    bindings = of.bindings;
    pushConstants = of.pushConstants;
    this.specializations = specializations;
    requirements = of.requirements;
    strategies = of.strategies;
    strategyProbe = of.strategyProbe;
    cooperative = of.cooperative;
    elementwise = of.elementwise;
    typeArguments = of.typeArguments;
    degrees = of.degrees;
    grid = of.grid;
    staysInBounds = of.staysInBounds;
    constants = of.constants;
    places = of.places;
    constantTypes = of.constantTypes;
    specialized = of.specialized;
  }

  /**
   * Starts the description of a kernel.
   *
   * @param name the registered name
   * @param declaration the interface that declares it, whose class loader finds the SPIR-V
   * @return the builder
   */
  public static Builder builder(String name, Class<?> declaration) {
    return new Builder(name, declaration);
  }

  /** {@return the name in registries and on the command line, such as {@code vector-add}} */
  public String name() {
    return name;
  }

  /** {@return the interface that declares the kernel} */
  public Class<?> declaration() {
    return declaration;
  }

  /**
   * Opens a resource as the declaring module sees it, the one that is allowed to look into its own
   * packages.
   */
  @FunctionalInterface
  public interface ResourceOpener {

    /**
     * {@return the resource's content, closed by the caller, or null if there is none}
     *
     * @param resource the name of the resource
     * @throws java.io.IOException if the resource cannot be read
     */
    @Nullable InputStream open(String resource) throws IOException;
  }

  /** {@return what opens the SPIR-V resources} */
  public ResourceOpener resources() {
    return resources;
  }

  /**
   * {@return the resource of the SPIR-V module for base elements of {@code shape}, in a prime field
   * or on a curve over one: the portable default's if there are strategies}
   *
   * @param shape the limb shape of base elements
   */
  public String spirv(LimbShape shape) {
    return spirv(shape, 1, strategies.isEmpty() ? "" : strategies.get(0).name());
  }

  /**
   * {@return the resource of a strategy's SPIR-V module}
   *
   * @param shape the limb shape of base elements
   * @param degree how many of them a coordinate has
   * @param strategy the strategy, empty if there are none
   */
  public String spirv(LimbShape shape, int degree, String strategy) {
    return shape.in(
        spirv
            .replace(STRATEGY_PLACEHOLDER, strategy)
            .replace(DEGREE_PLACEHOLDER, String.valueOf(degree)));
  }

  /** {@return the strategies, the portable default first; empty if there is but one module} */
  public List<StrategyDescriptor> strategies() {
    return strategies;
  }

  /**
   * {@return the strategy of that name, if there is one}
   *
   * @param name the name of the parameter
   */
  public Optional<StrategyDescriptor> strategy(String name) {
    return strategies.stream().filter(strategy -> strategy.name().equals(name)).findFirst();
  }

  /** {@return the name of the kernel that decides between strategies, if it is not this one} */
  public Optional<String> strategyProbe() {
    return strategyProbe;
  }

  /**
   * {@return whether a vector has one element per workgroup: the kernel then runs on device vectors
   * only, and its push-constant block starts with {@code uint count; uint first_workgroup;}}
   */
  public boolean cooperative() {
    return cooperative;
  }

  /** Returns the resource with placeholders. */
  String spirvPattern() {
    return spirv;
  }

  /** {@return the compute entry point's name} */
  public String entryPoint() {
    return entryPoint;
  }

  /** {@return the limb shapes that the kernel has a module for; empty means any} */
  public List<LimbShape> shapes() {
    return shapes;
  }

  /**
   * {@return whether the kernel has a module for {@code shape}}
   *
   * @param shape the limb shape
   */
  public boolean supports(LimbShape shape) {
    return shapes.isEmpty() || shapes.contains(shape);
  }

  /**
   * {@return the degrees over the prime field, of the field of the first type argument's elements
   * or coordinates, that the kernel has a module for; empty means any}
   */
  public List<Integer> degrees() {
    return degrees;
  }

  /**
   * {@return whether the kernel has a module for a degree over the prime field}
   *
   * @param degree how many base elements a coordinate has
   */
  public boolean supportsDegree(int degree) {
    return degrees.isEmpty() || degrees.contains(degree);
  }

  /** {@return how many type arguments a call has: fields and curves} */
  public int typeArguments() {
    return typeArguments;
  }

  /**
   * {@return whether the kernel is on one prime field, whose elements all its vectors have: not on
   * an extension field or a curve, and not over integers}
   */
  public boolean isOverPrimeField() {
    return typeArguments == 1
        && supportsDegree(1)
        && bindings.stream().allMatch(v -> v.elements().equals(VectorElements.ARGUMENT_0));
  }

  /** {@return how many workgroups a dispatch gets, unless a vector says so} */
  public Grid grid() {
    return grid;
  }

  /** {@return whether the module never accesses a vector beyond its ends} */
  public boolean staysInBounds() {
    return staysInBounds;
  }

  /**
   * {@return whether element i of what is written depends on element i of what is read only, so
   * that any part of the vectors may be a dispatch, and host vectors those of a job}
   */
  public boolean elementwise() {
    return elementwise;
  }

  /** {@return the tables of constants that the declaration gives} */
  public List<ConstantsDescriptor> constants() {
    return constants;
  }

  /** {@return how many invocations, and so elements, one workgroup has} */
  public int workgroupInvocations() {
    return workgroupSize.invocations();
  }

  /** {@return the vector parameters in the order of the declaration} */
  public List<BindingDescriptor> bindings() {
    return bindings;
  }

  /** {@return where vectors and then tables of constants are bound, in their order} */
  public List<BindingPlace> places() {
    return places;
  }

  /** {@return how many descriptor sets there are, counting unused ones below used ones} */
  public int descriptorSets() {
    return places.stream().mapToInt(place -> place.set() + 1).max().orElse(0);
  }

  /** {@return the push-constant parameters in the order of the declaration} */
  public List<PushConstantDescriptor> pushConstants() {
    return pushConstants;
  }

  /**
   * {@return the size of the push-constant block in bytes, with what the runtime sets, for a field
   * of {@code shape}}
   *
   * @param shape the limb shape
   */
  public int pushConstantBytes(LimbShape shape) {
    int end = ownPushConstantsOffset();
    for (PushConstantDescriptor constant : pushConstants) {
      end = Math.max(end, constant.offset() + constant.bytes(shape));
    }
    return end;
  }

  /**
   * {@return where the kernel's own push constants may start: behind those that the runtime sets}
   */
  public int ownPushConstantsOffset() {
    return cooperative ? 2 * Integer.BYTES : Integer.BYTES;
  }

  /** {@return the specialization constants that the declaration fixes} */
  public List<SpecializationDescriptor> specializations() {
    return specializations;
  }

  /**
   * {@return the same kernel with another value of a 32-bit integer or boolean specialization
   * constant that its declaration fixes, the same object for the same values} What is known before
   * a dispatch, such as the length of a loop, makes code shorter as a constant. Each value has a
   * pipeline of its own, made when it is first used and kept until the backend is closed, and what
   * is returned is kept with the kernel, so that few values are worth it. Strategies are compared
   * once for all of them. A constant that is a dimension of the workgroup size changes how many
   * workgroups a dispatch takes; one that the length of shared memory goes by is held against the
   * device when the pipeline is made. That invocations go on by {@code gl_WorkGroupSize.x}, and by
   * no other constant, is the shader's matter: the processor sees declared values only.
   *
   * <pre>{@code
   * KernelDescriptor chain = gpu.registry().kernel("square-chain");   // 100 squares
   * gpu.kernel(chain.specialized(0, 64), Bls12381FrField.INSTANCE);   // 64 of them
   * }</pre>
   *
   * @param id the constant's id
   * @param value the value of an integer; 1 or 0 for a boolean
   * @throws IllegalArgumentException if the declaration fixes no such constant, or not of 32 bits,
   *     or as a float; if it is a boolean and the value neither; if no workgroup has such a
   *     dimension
   */
  public KernelDescriptor specialized(int id, int value) {
    if (constantTypes.get(id) == boolean.class && (value < 0 || value > 1)) {
      throw new IllegalArgumentException(
          this + "'s specialization constant " + id + " is a boolean, 1 or 0, and not " + value);
    }
    int at = 0;
    while (at < specializations.size() && !isInt(specializations.get(at), id)) {
      at++;
    }
    if (at == specializations.size()) {
      throw new IllegalArgumentException(
          this
              + "'s declaration fixes no specialization constant "
              + id
              + " of type int or boolean; it fixes "
              + specializations.stream()
                  .map(each -> each.id() + " of type " + constantTypes.get(each.id()))
                  .toList());
    }
    List<SpecializationDescriptor> values = new ArrayList<>(specializations);
    values.set(at, new SpecializationDescriptor(id, Integer.BYTES, value));
    WorkgroupSize size = specializedSize(id, value);
    return specialized.computeIfAbsent(
        List.copyOf(values), key -> new KernelDescriptor(this, key, size));
  }

  private WorkgroupSize specializedSize(int id, int value) {
    try {
      return workgroupSize.specialized(id, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          this + " with " + value + " as specialization constant " + id + ": " + e.getMessage(), e);
    }
  }

  private boolean isInt(SpecializationDescriptor constant, int id) {
    Class<?> type = constantTypes.get(id);
    return constant.id() == id && (type == int.class || type == boolean.class);
  }

  /** {@return the device features that the kernel needs: its portable default, with strategies} */
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
    private WorkgroupSize workgroupSize = WorkgroupSize.ONE;
    private final Map<Integer, Class<?>> constantTypes = new HashMap<>();
    private final List<BindingDescriptor> bindings = new ArrayList<>();
    private final List<PushConstantDescriptor> pushConstants = new ArrayList<>();
    private final List<SpecializationDescriptor> specializations = new ArrayList<>();
    private final Set<DeviceFeature> requirements = EnumSet.noneOf(DeviceFeature.class);
    private final Map<String, Strategy> strategies = new LinkedHashMap<>();
    private @Nullable String strategyProbe;
    private int typeArguments = 1;
    private final List<Integer> degrees = new ArrayList<>();
    private Grid grid = Grid.ELEMENTS;
    private boolean staysInBounds;
    private final List<ConstantsDescriptor> constants = new ArrayList<>();

    /** A strategy's parts. */
    private record Strategy(String name, List<LimbShape> shapes, Set<DeviceFeature> requirements) {
      StrategyDescriptor build(Set<DeviceFeature> common) {
        Set<DeviceFeature> all = EnumSet.noneOf(DeviceFeature.class);
        all.addAll(common);
        all.addAll(requirements);
        return new StrategyDescriptor(name, shapes, all);
      }
    }

    private Builder(String name, Class<?> declaration) {
      this.name = requireNonNull(name, "name");
      this.declaration = requireNonNull(declaration, "declaration");
      this.resources = resource -> declaration.getClassLoader().getResourceAsStream(resource);
    }

    /**
     * Sets the SPIR-V resource, with {@code {shape}} where the limb shape goes, {@code {degree}}
     * where the degree of the coordinates over the prime field does, and {@code {strategy}} where
     * the strategy does.
     *
     * @param resource the name of the resource
     * @return this builder
     */
    public Builder spirv(String resource) {
      spirv = resource;
      return this;
    }

    /**
     * Sets what opens the SPIR-V resources; the declaration's class loader by default.
     *
     * @param opener what opens resources by name
     * @return this builder
     */
    public Builder resources(ResourceOpener opener) {
      resources = opener;
      return this;
    }

    /**
     * Sets the entry point, {@code main} by default.
     *
     * @param entryPoint the name of the function
     * @return this builder
     */
    public Builder entryPoint(String entryPoint) {
      this.entryPoint = entryPoint;
      return this;
    }

    /**
     * Sets the limb shapes that there is a module for, such as {@code "6x64"}.
     *
     * @param shapes the limb shapes
     * @return this builder
     */
    public Builder shapes(String... shapes) {
      for (String shape : shapes) {
        this.shapes.add(LimbShape.parse(shape));
      }
      return this;
    }

    /**
     * Sets the degrees over the prime field that there is a module for, of the field of the first
     * type argument's elements or coordinates. By default any where the resource has {@code
     * {degree}}, and 1 where it has not.
     *
     * @param degrees the degrees
     * @return this builder
     */
    public Builder degrees(int... degrees) {
      for (int degree : degrees) {
        this.degrees.add(degree);
      }
      return this;
    }

    /**
     * Sets how many type arguments a call has: 1 by default, 0 for a kernel over integers only.
     *
     * @param count how many there are
     * @return this builder
     */
    public Builder typeArguments(int count) {
      typeArguments = count;
      return this;
    }

    /**
     * Sets how many workgroups a dispatch gets; {@link Grid#ELEMENTS} by default.
     *
     * @param grid how many workgroups a dispatch gets
     * @return this builder
     */
    public Builder grid(Grid grid) {
      this.grid = requireNonNull(grid, "grid");
      return this;
    }

    /**
     * Says that the module never accesses a vector beyond its ends: pipelines may be made without
     * the driver's checks of that.
     *
     * @return this builder
     */
    public Builder staysInBounds() {
      staysInBounds = true;
      return this;
    }

    /**
     * Adds a table of constants, given as decimal numbers or hexadecimal ones after {@code 0x}:
     * elements of the prime field of the first type argument.
     *
     * @param binding the binding number
     * @param form the form of the elements
     * @param set the descriptor set
     * @param values the values
     * @return this builder
     */
    public Builder constants(int set, int binding, Form form, String... values) {
      constants.add(new ConstantsDescriptor(set, binding, form, List.of(values), ""));
      return this;
    }

    /**
     * Adds a table of constants that a resource has, with white space between.
     *
     * @param binding the binding number
     * @param form the form of the elements
     * @param resource the name of the resource
     * @param set the descriptor set
     * @return this builder
     */
    public Builder constantsOf(int set, int binding, Form form, String resource) {
      constants.add(new ConstantsDescriptor(set, binding, form, List.of(), resource));
      return this;
    }

    /**
     * Sets the module's workgroup size.
     *
     * @param x invocations in x
     * @param y invocations in y
     * @param z invocations in z
     * @return this builder
     */
    public Builder workgroupSize(int x, int y, int z) {
      try {
        workgroupSize = WorkgroupSize.of(x, y, z);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
      }
      return this;
    }

    /**
     * Says that a dimension of the workgroup size is a specialization constant, which {@link
     * #specialized} changes with it.
     *
     * @param dimension 0 for x, 1 for y, 2 for z
     * @param id the constant's id
     * @return this builder
     */
    public Builder workgroupDimension(int dimension, int id) {
      workgroupSize = workgroupSize.varying(dimension, id);
      return this;
    }

    /**
     * Adds a vector that the kernel reads.
     *
     * @param name the name of the parameter
     * @param set the descriptor set
     * @param binding the binding number
     * @return this builder
     */
    public Builder in(String name, int set, int binding) {
      return in(name, set, binding, Form.OF_CALL, Extent.ELEMENTS);
    }

    /**
     * Adds a vector of a form and length of its own that the kernel reads.
     *
     * @param name the name of the parameter
     * @param set the descriptor set
     * @param binding the binding number
     * @param form the form of its elements
     * @param extent its length
     * @return this builder
     */
    public Builder in(String name, int set, int binding, Form form, Extent extent) {
      return vector(new BindingDescriptor(name, set, binding, Access.IN, form, extent));
    }

    /**
     * Adds a vector that the kernel writes.
     *
     * @param name the name of the parameter
     * @param set the descriptor set
     * @param binding the binding number
     * @return this builder
     */
    public Builder out(String name, int set, int binding) {
      return out(name, set, binding, Form.OF_CALL, Extent.ELEMENTS);
    }

    /**
     * Adds a vector of a form and length of its own that the kernel writes.
     *
     * @param name the name of the parameter
     * @param set the descriptor set
     * @param binding the binding number
     * @param form the form of its elements
     * @param extent its length
     * @return this builder
     */
    public Builder out(String name, int set, int binding, Form form, Extent extent) {
      return vector(new BindingDescriptor(name, set, binding, Access.OUT, form, extent));
    }

    /**
     * Adds a vector that the kernel updates in place.
     *
     * @param name the name of the parameter
     * @param set the descriptor set
     * @param binding the binding number
     * @return this builder
     */
    public Builder inOut(String name, int set, int binding) {
      return inOut(name, set, binding, Form.OF_CALL, Extent.ELEMENTS);
    }

    /**
     * Adds a vector of a form and length of its own that the kernel updates in place.
     *
     * @param name the name of the parameter
     * @param set the descriptor set
     * @param binding the binding number
     * @param form the form of its elements
     * @param extent its length
     * @return this builder
     */
    public Builder inOut(String name, int set, int binding, Form form, Extent extent) {
      return vector(new BindingDescriptor(name, set, binding, Access.IN_OUT, form, extent));
    }

    /**
     * Adds a vector, as it is described.
     *
     * @param vector the vector
     * @return this builder
     */
    public Builder vector(BindingDescriptor vector) {
      bindings.add(vector);
      return this;
    }

    /**
     * Adds a strategy; the first is the portable default.
     *
     * @param strategy its name
     * @param shapes the limb shapes that it has a module for; none means all of the kernel's
     * @return this builder
     * @throws IllegalArgumentException if there is one of that name
     */
    public Builder strategy(String strategy, String... shapes) {
      List<LimbShape> parsed = Stream.of(shapes).map(LimbShape::parse).toList();
      Strategy added = new Strategy(strategy, parsed, EnumSet.noneOf(DeviceFeature.class));
      if (strategies.putIfAbsent(strategy, added) != null) {
        throw new IllegalArgumentException(name + " has two strategies \"" + strategy + "\"");
      }
      return this;
    }

    /**
     * Adds device features that a strategy needs.
     *
     * @param strategy the name of the strategy
     * @param features the features
     * @return this builder
     * @throws IllegalArgumentException if there is no strategy of that name
     */
    public Builder strategyRequires(String strategy, DeviceFeature... features) {
      Strategy named = strategies.get(strategy);
      if (named == null) {
        throw new IllegalArgumentException(name + " has no strategy \"" + strategy + "\"");
      }
      Collections.addAll(named.requirements(), features);
      return this;
    }

    /**
     * Sets the name of the kernel whose time decides between the strategies.
     *
     * @param kernelName the registered name
     * @return this builder
     */
    public Builder strategyProbe(String kernelName) {
      strategyProbe = kernelName;
      return this;
    }

    /**
     * Adds a push constant of type {@code int}, {@code long}, {@code float}, {@code double}, or
     * {@code BigInteger} for an element of the field.
     *
     * @param name the name of the parameter
     * @param offset where it begins, in bytes
     * @param type the type
     * @return this builder
     */
    public Builder pushConstant(String name, int offset, Class<?> type) {
      pushConstants.add(new PushConstantDescriptor(name, offset, type));
      return this;
    }

    /**
     * Fixes a 32-bit integer constant.
     *
     * @param id the constant's id
     * @param value the value
     * @return this builder
     */
    public Builder specialize(int id, int value) {
      return specialize(id, int.class, Integer.BYTES, value);
    }

    /**
     * Fixes a 64-bit integer constant.
     *
     * @param id the constant's id
     * @param value the value
     * @return this builder
     */
    public Builder specialize(int id, long value) {
      return specialize(id, long.class, Long.BYTES, value);
    }

    /**
     * Fixes a 32-bit float constant.
     *
     * @param id the constant's id
     * @param value the value
     * @return this builder
     */
    public Builder specialize(int id, float value) {
      return specialize(id, float.class, Float.BYTES, Float.floatToRawIntBits(value));
    }

    /**
     * Fixes a 64-bit float constant.
     *
     * @param id the constant's id
     * @param value the value
     * @return this builder
     */
    public Builder specialize(int id, double value) {
      return specialize(id, double.class, Double.BYTES, Double.doubleToRawLongBits(value));
    }

    /**
     * Fixes a boolean constant.
     *
     * @param id the constant's id
     * @param value the value
     * @return this builder
     */
    public Builder specialize(int id, boolean value) {
      return specialize(id, boolean.class, Integer.BYTES, value ? 1 : 0);
    }

    private Builder specialize(int id, Class<?> type, int bytes, long bits) {
      if (id < 0 || id >= SpecializationIds.FIRST_RESERVED) {
        throw new IllegalArgumentException("specialization id " + id + " is reserved");
      }
      specializations.add(new SpecializationDescriptor(id, bytes, bits));
      constantTypes.put(id, type);
      return this;
    }

    /**
     * Adds device features that the kernel needs, whatever the strategy.
     *
     * @param features the features
     * @return this builder
     */
    public Builder requires(DeviceFeature... features) {
      Collections.addAll(requirements, features);
      return this;
    }

    /**
     * {@return the descriptor}
     *
     * @throws IllegalArgumentException if there is no SPIR-V resource, no vector, or two of them
     *     share a binding, with each other or with constants: drivers crash on such kernels; or if
     *     strategies do not fit the resource and shapes, vectors the type arguments or the grid, or
     *     push constants and vectors not a cooperative kernel
     */
    public KernelDescriptor build() {
      return KernelChecks.require(new KernelDescriptor(this));
    }
  }
}
