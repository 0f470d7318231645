// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.processor.testing.ModularBuild;
import io.fieldstone.shaders.ShaderModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's named module is compiled and run with nothing but LWJGL's natives on the class path. */
class ModulePathTest {

  private static final String MODULE =
      """
      MODULE user {
        requires transitive io.fieldstone.runtime;
        requires io.fieldstone.shaders;

        exports user;

        provides io.fieldstone.runtime.kernel.KernelProvider with user.FieldstoneKernelProvider;
      }
      """;

  private static final String FIELD =
      """
      package user;

      import io.fieldstone.annotations.PrimeField;

      /** The field of 2^64 - 2^32 + 1. */
      @PrimeField(name = "goldilocks", modulus = "0xffffffff00000001")
      public interface Goldilocks {}
      """;

  private static final String KERNELS =
      """
      package user;

      import io.fieldstone.annotations.GpuKernel;
      import io.fieldstone.annotations.In;
      import io.fieldstone.annotations.Out;
      import io.fieldstone.runtime.DeviceVector;

      /** Kernels. */
      public interface Kernels<F> {
        @GpuKernel(name = "user-add", spirv = "SPIRV")
        void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
      }
      """;

  private static final String MAIN =
      """
      package user;

      import io.fieldstone.runtime.HostVector;
      import io.fieldstone.runtime.kernel.KernelRegistry;
      import io.fieldstone.runtime.PersistentBackend;
      import java.math.BigInteger;

      /** Adds 20 and 22. */
      public final class Main {
        private Main() {}

        public static void main(String[] arguments) {
          KernelRegistry registry = KernelRegistry.load();
          System.out.println(registry.kernel("user-add").name() + " of " + Main.class.getModule());
          System.out.println(registry.field("goldilocks").modulus());
          GoldilocksField field = GoldilocksField.INSTANCE;
          try (PersistentBackend gpu = PersistentBackend.open();
              HostVector<Goldilocks> a = gpu.hostVector(field, 1);
              HostVector<Goldilocks> b = gpu.hostVector(field, 1)) {
            a.set(0, BigInteger.valueOf(20));
            b.set(0, BigInteger.valueOf(22));
            try (HostVector<Goldilocks> sum = KernelsDispatch.of(gpu, field).add(a, b)) {
              System.out.println(sum.get(0));
            }
          }
        }
      }
      """;

  @TempDir Path folder;

  private ModularBuild build(String module, String spirv) throws IOException {
    return ModularBuild.in(folder)
        .source("module-info", MODULE.replace("MODULE", module))
        .source("user.Goldilocks", FIELD)
        .source("user.Kernels", KERNELS.replace("SPIRV", spirv))
        .source("user.Main", MAIN);
  }

  private static void computes(ModularBuild build) throws IOException {
    assertEquals("", build.compile());
    ModularBuild.Run run = build.run("user/user.Main");
    assertEquals(
        List.of("user-add of module user", "18446744069414584321", "42"),
        run.output().lines().toList(),
        run.errors());
    assertEquals(0, run.exitCode(), run.errors());
  }

  @Test
  void aModuleRunsAPackagedKernel() throws IOException {
    computes(build("module", "fieldstone/vector/add_{shape}.spv"));
  }

  @Test
  void anOpenModuleRunsAKernelOfItsOwn() throws IOException {
    computes(
        build("open module", "user/gpu/plus_{shape}.spv")
            .resource("user/gpu/plus_1x64.spv", packaged("fieldstone/vector/add_1x64.spv")));
  }

  /** Resources in a closed module are its own: the generated code opens them for the runtime. */
  @Test
  void aClosedModuleRunsAKernelOfItsOwn() throws IOException {
    computes(
        build("module", "user/gpu/plus_{shape}.spv")
            .resource("user/gpu/plus_1x64.spv", packaged("fieldstone/vector/add_1x64.spv")));
  }

  private static byte[] packaged(String name) throws IOException {
    try (InputStream in = ShaderModule.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError(name + " is not on the class path");
      }
      return in.readAllBytes();
    }
  }
}
