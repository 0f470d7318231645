// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.curve.PointEncoding;
import io.fieldstone.runtime.curve.Sec1Encoding;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.trace.StageListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/**
 * Whatever users call says which of its parameters is null that must not be: every public method of
 * the types below, with null for each of its parameters in turn.
 */
class NullArgumentsTest {

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> kernel = gpu.kernel(TestKernels.ADD, TestFields.FP);
  private final HostVector<Tag> host = gpu.hostVector(TestFields.FP, 4);
  private final DeviceVector<Tag> device = gpu.deviceVector(TestFields.FP, 4);
  private final Batch batch = gpu.batch();
  private final Dispatch<Tag> dispatch = kernel.dispatch();
  private final Job<HostVector<Tag>> job =
      kernel.job().bind(0, host).bind(1, host).bind(2, host).build();

  /** What is given for the parameters that are not null, and what methods are called on. */
  private final Map<Class<?>, Object> samples = samples();

  private Map<Class<?>, Object> samples() {
    Map<Class<?>, Object> all = new LinkedHashMap<>();
    all.put(PersistentBackend.class, gpu);
    all.put(Kernel.class, kernel);
    all.put(Dispatch.class, dispatch);
    all.put(Job.class, job);
    all.put(Job.Builder.class, kernel.job());
    all.put(Batch.class, batch);
    all.put(Preparation.class, gpu.preparation());
    all.put(HostVector.class, host);
    all.put(HostSlice.class, host.slice(0, 2));
    all.put(HostValues.class, HostValues.ofElements(host));
    all.put(DeviceVector.class, device);
    all.put(HeapVector.class, HeapVector.of(TestFields.FP, new BigInteger[] {BigInteger.ONE}));
    all.put(BackendOptions.class, gpu.options());
    all.put(FieldElement.class, TestTypes.FP2.one());
    all.put(ExtensionField.class, TestTypes.FP2);
    all.put(Curve.class, TestTypes.G1);
    all.put(AffinePoint.class, TestTypes.G1.generator());
    all.put(PointEncoding.class, Sec1Encoding.compressed(TestTypes.G1));
    return all;
  }

  private Map<Class<?>, Object> others() {
    Map<Class<?>, Object> all = new LinkedHashMap<>(samples);
    all.put(ElementType.class, TestFields.FP);
    all.put(TypeArgument.class, TestFields.FP);
    all.put(FiniteField.class, TestFields.FP);
    all.put(TypeArgument[].class, new TypeArgument<?>[0]);
    all.put(KernelDescriptor.class, TestKernels.ADD);
    all.put(LimbShape.class, TestFields.FP.shape());
    all.put(ElementForm.class, ElementForm.CANONICAL);
    all.put(ElementForm[].class, new ElementForm[0]);
    all.put(ExecutionMode.class, ExecutionMode.SEQUENTIAL);
    all.put(TransferPath.class, TransferPath.AUTO);
    all.put(Duration.class, Duration.ofSeconds(5));
    all.put(StageListener.class, (StageListener) stage -> {});
    all.put(Runnable.class, (Runnable) () -> {});
    all.put(Consumer.class, (Consumer<Object>) each -> {});
    all.put(List.class, List.of());
    all.put(Collection.class, List.of());
    all.put(Map.class, Map.of());
    all.put(String.class, "portable");
    all.put(Path.class, Path.of("absent"));
    all.put(ByteBuffer.class, ByteBuffer.allocateDirect(4096));
    all.put(ReadableByteChannel.class, Channels.newChannel(new ByteArrayInputStream(new byte[0])));
    all.put(WritableByteChannel.class, Channels.newChannel(new ByteArrayOutputStream()));
    all.put(BigInteger.class, BigInteger.ONE);
    all.put(BigInteger[].class, new BigInteger[] {BigInteger.ONE});
    all.put(FieldElement[].class, new FieldElement<?>[] {TestFields.FP.one()});
    all.put(DeviceVector[].class, new DeviceVector<?>[] {device});
    all.put(byte[].class, new byte[48]);
    all.put(int[].class, new int[12]);
    all.put(long[].class, new long[6]);
    all.put(Object.class, BigInteger.ONE);
    all.put(int.class, 0);
    all.put(long.class, 0L);
    all.put(boolean.class, false);
    all.put(float.class, 0f);
    all.put(double.class, 0d);
    return all;
  }

  @AfterEach
  void close() {
    dispatch.close();
    batch.close();
    device.close();
    host.close();
  }

  @Test
  void everyParameterThatIsNullIsNamed() throws IOException {
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (Map.Entry<Class<?>, Object> sample : samples.entrySet()) {
      ParameterNames names = new ParameterNames(sample.getKey());
      for (Method method : sample.getKey().getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())
            && !method.isSynthetic()
            && method.getParameterCount() > 0
            && !method.getName().equals("equals")) {
          calls += check(method, sample.getValue(), names.of(method), wrong);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(calls > 100, calls + " calls");
  }

  private int check(Method method, Object receiver, List<String> names, List<String> wrong) {
    int calls = 0;
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (!parameters[i].getType().isPrimitive()
          && !parameters[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        String found = withNull(method, receiver, i);
        calls++;
        if (!found.matches("(?s)(.*\\W)?" + names.get(i) + "(\\W.*)?")) {
          wrong.add(
              method.getDeclaringClass().getSimpleName()
                  + "."
                  + method.getName()
                  + names
                  + ", "
                  + names.get(i)
                  + ": "
                  + found
                  + "\n");
        }
      }
    }
    return calls;
  }

  /** Returns the message of the NullPointerException, or what there is in place of it. */
  private String withNull(Method method, Object receiver, int index) {
    Map<Class<?>, Object> known = others();
    @Nullable Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(known::get).toArray();
    arguments[index] = null;
    try {
      return "returned " + method.invoke(receiver, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      return cause instanceof NullPointerException
          ? String.valueOf(cause.getMessage())
          : "! " + cause;
    } catch (IllegalAccessException | IllegalArgumentException e) {
      return "! " + e;
    }
  }

  @Test
  void aNullAmongManyIsNamedByItsIndex() {
    BigInteger[] values = {BigInteger.ONE, BigInteger.TWO, null};
    String message = "the value at index 2 is null";
    assertNull(message, () -> host.put(0, values));
    assertNull(message, () -> gpu.hostVector(TestFields.FP, Arrays.asList(values)));
    assertNull(
        message,
        () -> {
          HeapVector<Tag> heap = HeapVector.of(TestFields.FP, values);
          kernel.heapJob().bind(0, heap).bind(1, heap).build().run();
        });
    assertNull("the job at index 1 is null", () -> batch.addAll(Arrays.asList(job, null)));
    assertNull("the kernel at index 0 is null", () -> gpu.prepare(Arrays.asList((Kernel<?>) null)));
    assertNull(
        "coefficient 1 is null",
        () -> TestTypes.FP2.element(new BigInteger[] {BigInteger.ONE, null}));
  }

  private static void assertNull(String message, Executable call) {
    assertEquals(message, assertThrows(NullPointerException.class, call).getMessage());
  }
}
