/** Runs finite-field kernels on Vulkan devices. */
@SuppressWarnings("requires-automatic")
module io.fieldstone.runtime {
  requires transitive io.fieldstone.annotations;
  requires org.lwjgl;
  requires org.lwjgl.vma;
  requires org.lwjgl.vulkan;
  requires static jdk.jfr;
  requires static transitive org.jspecify;

  exports io.fieldstone.runtime;
  exports io.fieldstone.runtime.curve;
  exports io.fieldstone.runtime.device;
  exports io.fieldstone.runtime.error;
  exports io.fieldstone.runtime.field;
  exports io.fieldstone.runtime.kernel;
  exports io.fieldstone.runtime.trace;

  uses io.fieldstone.runtime.kernel.KernelProvider;
  uses io.fieldstone.runtime.kernel.ReferenceProvider;
}
