// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.processor.diagnostic.ModuleMessages;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.spirv.EntryPoint.ExecutionMode;
import java.util.Map;
import java.util.Set;

/** Derives the device features that a module needs from its capabilities (section 3.31). */
final class Capabilities {

  private static final int ROUNDING_MODE_RTZ = 4468;
  private static final int MODE_ROUNDING_MODE_RTZ = 4463;

  /** Every Vulkan 1.2 device has these: Matrix, Shader, GroupNonUniform. */
  private static final Set<Integer> ALWAYS = Set.of(0, 1, 61);

  private static final Map<Integer, DeviceFeature> FEATURES =
      Map.ofEntries(
          Map.entry(9, DeviceFeature.SHADER_FLOAT16),
          Map.entry(10, DeviceFeature.SHADER_FLOAT64),
          Map.entry(11, DeviceFeature.SHADER_INT64),
          Map.entry(12, DeviceFeature.BUFFER_INT64_ATOMICS),
          Map.entry(22, DeviceFeature.SHADER_INT16),
          Map.entry(39, DeviceFeature.SHADER_INT8),
          Map.entry(62, DeviceFeature.SUBGROUP_VOTE),
          Map.entry(63, DeviceFeature.SUBGROUP_ARITHMETIC),
          Map.entry(64, DeviceFeature.SUBGROUP_BALLOT),
          Map.entry(65, DeviceFeature.SUBGROUP_SHUFFLE),
          Map.entry(66, DeviceFeature.SUBGROUP_SHUFFLE_RELATIVE),
          Map.entry(4433, DeviceFeature.STORAGE_BUFFER_16BIT),
          Map.entry(4448, DeviceFeature.STORAGE_BUFFER_8BIT),
          Map.entry(ROUNDING_MODE_RTZ, DeviceFeature.ROUND_TO_ZERO_FLOAT64));

  /** Names for those that compilers emit and Fieldstone does not enable. */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(2, "Geometry"),
          Map.entry(3, "Tessellation"),
          Map.entry(4, "Addresses"),
          Map.entry(5, "Linkage"),
          Map.entry(6, "Kernel"),
          Map.entry(7, "Vector16"),
          Map.entry(8, "Float16Buffer"),
          Map.entry(13, "ImageBasic"),
          Map.entry(14, "ImageReadWrite"),
          Map.entry(15, "ImageMipmap"),
          Map.entry(17, "Pipes"),
          Map.entry(18, "Groups"),
          Map.entry(19, "DeviceEnqueue"),
          Map.entry(20, "LiteralSampler"),
          Map.entry(21, "AtomicStorage"),
          Map.entry(25, "ImageGatherExtended"),
          Map.entry(27, "StorageImageMultisample"),
          Map.entry(28, "UniformBufferArrayDynamicIndexing"),
          Map.entry(29, "SampledImageArrayDynamicIndexing"),
          Map.entry(30, "StorageBufferArrayDynamicIndexing"),
          Map.entry(31, "StorageImageArrayDynamicIndexing"),
          Map.entry(34, "ImageCubeArray"),
          Map.entry(35, "SampleRateShading"),
          Map.entry(37, "SampledRect"),
          Map.entry(38, "GenericPointer"),
          Map.entry(40, "InputAttachment"),
          Map.entry(41, "SparseResidency"),
          Map.entry(42, "MinLod"),
          Map.entry(43, "Sampled1D"),
          Map.entry(44, "Image1D"),
          Map.entry(45, "SampledCubeArray"),
          Map.entry(46, "SampledBuffer"),
          Map.entry(47, "ImageBuffer"),
          Map.entry(48, "ImageMSArray"),
          Map.entry(49, "StorageImageExtendedFormats"),
          Map.entry(50, "ImageQuery"),
          Map.entry(51, "DerivativeControl"),
          Map.entry(55, "StorageImageReadWithoutFormat"),
          Map.entry(56, "StorageImageWriteWithoutFormat"),
          Map.entry(58, "SubgroupDispatch"),
          Map.entry(59, "NamedBarrier"),
          Map.entry(60, "PipeStorage"),
          Map.entry(67, "GroupNonUniformClustered"),
          Map.entry(68, "GroupNonUniformQuad"),
          Map.entry(4423, "SubgroupBallotKHR"),
          Map.entry(4431, "SubgroupVoteKHR"),
          Map.entry(4434, "UniformAndStorageBuffer16BitAccess"),
          Map.entry(4435, "StoragePushConstant16"),
          Map.entry(4437, "DeviceGroup"),
          Map.entry(4441, "VariablePointersStorageBuffer"),
          Map.entry(4442, "VariablePointers"),
          Map.entry(4449, "UniformAndStorageBuffer8BitAccess"),
          Map.entry(4450, "StoragePushConstant8"),
          Map.entry(4464, "DenormPreserve"),
          Map.entry(4465, "DenormFlushToZero"),
          Map.entry(4466, "SignedZeroInfNanPreserve"),
          Map.entry(4467, "RoundingModeRTE"),
          Map.entry(4472, "RayQueryKHR"),
          Map.entry(5016, "Int64ImageEXT"),
          Map.entry(5055, "ShaderClockKHR"),
          Map.entry(5297, "GroupNonUniformPartitionedNV"),
          Map.entry(5301, "ShaderNonUniform"),
          Map.entry(5302, "RuntimeDescriptorArray"),
          Map.entry(5306, "UniformBufferArrayNonUniformIndexing"),
          Map.entry(5308, "StorageBufferArrayNonUniformIndexing"),
          Map.entry(5345, "VulkanMemoryModel"),
          Map.entry(5346, "VulkanMemoryModelDeviceScope"),
          Map.entry(5347, "PhysicalStorageBufferAddresses"),
          Map.entry(5350, "ComputeDerivativeGroupLinearKHR"),
          Map.entry(5357, "CooperativeMatrixNV"),
          Map.entry(5612, "AtomicFloat32MinMaxEXT"),
          Map.entry(5613, "AtomicFloat64MinMaxEXT"),
          Map.entry(5616, "AtomicFloat16MinMaxEXT"),
          Map.entry(6016, "DotProductInputAll"),
          Map.entry(6017, "DotProductInput4x8Bit"),
          Map.entry(6018, "DotProductInput4x8BitPacked"),
          Map.entry(6019, "DotProduct"),
          Map.entry(6022, "CooperativeMatrixKHR"),
          Map.entry(6033, "AtomicFloat32AddEXT"),
          Map.entry(6034, "AtomicFloat64AddEXT"),
          Map.entry(6095, "AtomicFloat16AddEXT"));

  /** Extensions that became part of SPIR-V 1.5 or of Vulkan 1.2. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "SPV_KHR_16bit_storage",
          "SPV_KHR_8bit_storage",
          "SPV_KHR_float_controls",
          "SPV_KHR_no_integer_wrap_decoration",
          "SPV_KHR_storage_buffer_storage_class",
          "SPV_KHR_subgroup_vote",
          "SPV_KHR_variable_pointers",
          "SPV_KHR_vulkan_memory_model");

  private Capabilities() {}

  /** Adds the names of the features that the module needs to {@code features}. */
  static void check(Inspection inspection, Set<String> features) {
    boolean allSupported = true;
    for (int capability : inspection.module().capabilities()) {
      DeviceFeature feature = FEATURES.get(capability);
      if (feature != null) {
        derive(feature.name(), inspection, features);
      } else if (!ALWAYS.contains(capability)) {
        allSupported = false;
        inspection.report(ModuleMessages.capabilityUnsupported(name(capability)));
      }
    }
    checkRounding(inspection);
    if (!allSupported) {
      return; // the extension that brings the capability goes with it
    }
    for (String extension : inspection.module().extensions()) {
      if (!EXTENSIONS.contains(extension)) {
        inspection.report(ModuleMessages.extensionUnsupported(extension));
      }
    }
  }

  private static String name(int capability) {
    return NAMES.getOrDefault(capability, Integer.toUnsignedString(capability));
  }

  private static void derive(String feature, Inspection inspection, Set<String> features) {
    features.add(feature);
    Located<Set<String>> declared = inspection.kernel().requires();
    // who lists features by hand wants to know of all, except those of one strategy alone
    if (!declared.value().isEmpty()
        && !declared.value().contains(feature)
        && inspection.kernel().strategies().isEmpty()) {
      inspection.report(declared.site(), ModuleMessages.featureDerived(feature));
    }
  }

  /** The capability does not say for which width; the execution mode does. */
  private static void checkRounding(Inspection inspection) {
    for (ExecutionMode mode : inspection.entryPoint().executionModes()) {
      if (mode.mode() == MODE_ROUNDING_MODE_RTZ && !mode.operands().contains(Double.SIZE)) {
        inspection.report(
            ModuleMessages.capabilityUnsupported(
                "RoundingModeRTZ for floats other than 64-bit ones"));
      }
    }
  }
}
