// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.auto.common.MoreElements;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.processor.declaration.KernelInterfaceReader;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.TypeArguments;
import io.fieldstone.processor.testing.Shader;
import io.fieldstone.processor.validation.CompiledModules;
import io.fieldstone.processor.validation.KernelValidator;
import io.fieldstone.processor.validation.SpirvTools;
import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderModule;
import io.fieldstone.shaders.ShaderSource;
import io.fieldstone.shaders.ShadercCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Messager;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes a module has, the reader and the checks come to an end with a diagnostic or none,
 * in one compiler that lives. {@code -Dfieldstone.fuzz.modules=1000000} for more of them.
 */
class ModuleFuzzTest {

  private static final int CASES = Integer.getInteger("fieldstone.fuzz.modules", 5_000);
  private static final long SEED = 0x5eed;
  private static final long LIMIT_NANOS = 5_000_000_000L;
  private static final int HEADER_WORDS = 5;

  private static final String KERNELS =
      """
      package user;
      import io.fieldstone.annotations.*;
      import io.fieldstone.runtime.*;
      public interface Kernels<F> {
        @GpuKernel(name = "add", spirv = "x.spv", specialize = @Specialized(id = 3, value = "7"))
        void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out,
            @PushConstant(8) double scale, @PushConstant(16) java.math.BigInteger s);
      }
      """;

  private static final String WRITTEN =
      """
      #version 450
      struct Two { uvec2 a; uint b[2]; };
      layout(local_size_x_id = 4) in;
      layout(constant_id = 3) const uint ROUNDS = 2;
      layout(push_constant) uniform Push {
        uint count;
        layout(offset = 8) double scale;
        uint s[8];
      };
      layout(set = 0, binding = 0) readonly buffer A { Two a[]; };
      layout(set = 0, binding = 1) readonly buffer B { Two b[]; };
      layout(set = 0, binding = 2) writeonly buffer Out { Two o[]; };
      shared uint tile[64];
      Two twice(Two t) { t.a += t.a; t.b[1] += s[7]; return t; }
      void main() {
        for (uint i = gl_GlobalInvocationID.x; i < count; i += gl_NumWorkGroups.x * 64u) {
          tile[gl_LocalInvocationIndex] = uint(scale);
          barrier();
          Two t = a[i];
          for (uint k = 0u; k < ROUNDS; k++) t = twice(t);
          t.a.x += b[i].b[0] + tile[63u - gl_LocalInvocationIndex];
          o[i] = t;
        }
      }
      """;

  private static List<byte[]> corpus() throws IOException {
    ClassLoader loader = ModuleFuzzTest.class.getClassLoader();
    try (var compiler = new ShadercCompiler();
        InputStream shipped = loader.getResourceAsStream("fieldstone/vector/add_6x64.spv")) {
      if (shipped == null) {
        throw new AssertionError("no shipped module");
      }
      byte[] written =
          compiler.compile(
              new ShaderSource("x.comp", WRITTEN),
              IncludeResolver.resources(loader),
              Map.of(ShaderModule.DRIVER_OPTIMIZED_MACRO, "1"));
      return List.of(written, written, shipped.readAllBytes(), Shader.add().bytes());
    }
  }

  /** Flips bits, replaces, repeats, removes or moves words, and cuts. */
  private static byte[] mutate(byte[] module, Random random) {
    int words = module.length / Integer.BYTES;
    byte[] bytes = module.clone();
    for (int n = random.nextInt(4) / 2; n >= 0; n--) {
      int at = (HEADER_WORDS + random.nextInt(words - HEADER_WORDS)) * Integer.BYTES;
      int from = (HEADER_WORDS + random.nextInt(words - HEADER_WORDS)) * Integer.BYTES;
      int length =
          Math.min(
              random.nextInt(40) * Integer.BYTES, Math.min(bytes.length - at, bytes.length - from));
      switch (random.nextInt(6)) {
        case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(64);
        case 2 -> Arrays.fill(bytes, at, at + Integer.BYTES, (byte) (random.nextInt(3) - 1));
        case 3 -> System.arraycopy(bytes, from, bytes, at, Math.max(0, length));
        case 4 -> bytes[at + 3] = (byte) random.nextInt(256);
        default -> {
          if (random.nextInt(8) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
          }
        }
      }
    }
    return bytes;
  }

  /** Reads the declaration once, and holds it against module after module. */
  private static final class Fuzzing extends AbstractProcessor {

    private final List<byte[]> corpus;
    private final Map<String, Integer> reported = new HashMap<>();
    private long slowest;
    private int cases;

    Fuzzing(List<byte[]> corpus) {
      this.corpus = corpus;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of(GpuKernel.class.getCanonicalName());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      for (Element method : round.getElementsAnnotatedWith(GpuKernel.class)) {
        Diagnostics own = new Diagnostics(processingEnv.getMessager());
        new KernelInterfaceReader(
                processingEnv.getElementUtils(), processingEnv.getTypeUtils(), own)
            .read(MoreElements.asType(method.getEnclosingElement()))
            .ifPresent(kernels -> fuzz(kernels.kernels().get(0), kernels.arguments()));
      }
      return false;
    }

    private void fuzz(KernelMethod kernel, TypeArguments arguments) {
      Random random = new Random(SEED);
      for (int i = 0; i < CASES; i++) {
        byte[] module = mutate(corpus.get(random.nextInt(corpus.size())), random);
        long start = System.nanoTime();
        new KernelValidator(
                new CompiledModules(Map.of("x.spv", module), pattern -> Optional.empty()),
                SpirvTools.NONE,
                new Diagnostics(counting()))
            .validate(kernel, arguments);
        slowest = Math.max(slowest, System.nanoTime() - start);
        cases++;
      }
    }

    private Messager counting() {
      return (Messager)
          Proxy.newProxyInstance(
              Messager.class.getClassLoader(),
              new Class<?>[] {Messager.class},
              (proxy, method, arguments) -> {
                String text = String.valueOf(arguments[1]);
                reported.merge(text.replaceAll("'[^']*'|[0-9]+", "_"), 1, Integer::sum);
                return null;
              });
    }
  }

  @Test
  void everyModuleIsCheckedInTime() throws IOException {
    Fuzzing fuzzing = new Fuzzing(corpus());
    Compilation compilation =
        Compiler.javac()
            .withProcessors(fuzzing)
            .compile(JavaFileObjects.forSourceString("user.Kernels", KERNELS));
    assertEquals(List.of(), compilation.errors());
    assertEquals(CASES, fuzzing.cases);
    assertTrue(fuzzing.slowest < LIMIT_NANOS, () -> fuzzing.slowest + " ns for one module");
    assertTrue(fuzzing.reported.size() > 40, fuzzing.reported::toString);
    System.out.printf(
        "%d modules, %d kinds of message, slowest %.0f ms%n",
        fuzzing.cases, fuzzing.reported.size(), fuzzing.slowest / 1e6);
  }
}
