package user;

import io.fieldstone.annotations.Generated;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelProvider;
import java.util.List;

/**
 * Lists the kernels, fields and curves of this module, for {@link java.util.ServiceLoader}.
 */
@Generated("io.fieldstone.processor.ProviderProcessor")
public final class FieldstoneKernelProvider_RotationKernels implements KernelProvider {
  /**
   * For {@link java.util.ServiceLoader}.
   */
  public FieldstoneKernelProvider_RotationKernels() {
  }

  @Override
  public List<KernelDescriptor> kernels() {
    return RotationKernelsDispatch.descriptors();
  }

  @Override
  public List<Field<?>> fields() {
    return List.of();
  }
}
