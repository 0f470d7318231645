/** The standard prime fields and finite-field kernels. */
module io.fieldstone.kernels {
  requires transitive io.fieldstone.annotations;
  requires transitive io.fieldstone.runtime;
  requires io.fieldstone.shaders;
  requires static org.jspecify;

  exports io.fieldstone.kernels;
  exports io.fieldstone.kernels.polynomial;
  exports io.fieldstone.kernels.transform;

  provides io.fieldstone.runtime.kernel.KernelProvider with
      io.fieldstone.kernels.FieldstoneKernelProvider;
  provides io.fieldstone.runtime.kernel.ReferenceProvider with
      io.fieldstone.kernels.StandardReferences;
}
