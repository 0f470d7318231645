// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelProvider;
import io.fieldstone.runtime.kernel.KernelReference;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.tuning.StrategyCalibrator;
import io.fieldstone.runtime.vulkan.LwjglCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of Java Flight Recorder has of a backend. */
class FlightRecorderTest {

  private static final Field<Tag> FIELD = TestFields.BABY_BEAR;

  private record Module(List<KernelDescriptor> kernels, List<Field<?>> fields)
      implements KernelProvider {}

  private static final KernelRegistry REGISTRY =
      KernelRegistry.of(
          List.of(new Module(List.of(TestKernels.MIX, TestKernels.ADD), List.of(FIELD))),
          List.of(
              () ->
                  List.of(
                      new KernelReference(
                          "vector-add", true, (in, p) -> in.get(0).add(in.get(1))))));

  @RegisterExtension final CapturedLog log = new CapturedLog(StrategyCalibrator.class);

  @TempDir Path folder;

  private List<RecordedEvent> record(Consumer<PersistentBackend> body) throws IOException {
    Path file = folder.resolve("test.jfr");
    try (Recording recording = new Recording();
        PersistentBackend gpu =
            PersistentBackend.open(
                TestDevice.options().withStrategy(null),
                REGISTRY,
                LwjglCalls.INSTANCE,
                UnaryOperator.identity())) {
      for (String kind : List.of("Job", "Batch", "Wait", "Calibration", "Pipeline", "Transfer")) {
        recording.enable("io.fieldstone." + kind).withoutThreshold();
      }
      recording.start();
      body.accept(gpu);
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file);
  }

  private static List<RecordedEvent> of(String kind, List<RecordedEvent> events) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("io.fieldstone." + kind))
        .toList();
  }

  private static RecordedEvent only(String kind, List<RecordedEvent> events) {
    assertEquals(1, of(kind, events).size(), kind);
    return of(kind, events).get(0);
  }

  @Test
  void aJobIsTold() throws IOException {
    List<RecordedEvent> events =
        record(
            gpu -> {
              try (HostVector<Tag> a = gpu.hostVector(FIELD, 100)) {
                gpu.kernel(TestKernels.ADD, FIELD)
                    .job()
                    .bind(0, a)
                    .bind(1, a)
                    .build()
                    .run()
                    .close();
              }
            });
    RecordedEvent job = only("Job", events);
    assertEquals("vector-add<baby_bear>", job.getString("kernel"));
    assertEquals(100, job.getLong("elements"));
    assertEquals(3 * 400, job.getLong("bytes"));
    assertTrue(job.getBoolean("done"));
    assertTrue(job.getDuration().toNanos() > 0);
    List<RecordedEvent> pipelines = of("Pipeline", events);
    assertFalse(pipelines.isEmpty());
    for (RecordedEvent pipeline : pipelines) {
      assertEquals("vector-add<baby_bear>", pipeline.getString("kernel"));
      assertEquals("CANONICAL", pipeline.getString("form"));
      assertEquals("", pipeline.getString("strategy"));
      assertTrue(pipeline.getInt("moduleBytes") > 20);
    }
    RecordedEvent proof = of("Calibration", events).get(0);
    assertEquals("proof", proof.getString("kind"));
    assertEquals("1x32", proof.getString("kernel"));
    assertEquals("passed 320 elements", proof.getString("result"));
  }

  @Test
  void aBatchIsTold() throws IOException {
    List<RecordedEvent> events =
        record(
            gpu -> {
              try (HostVector<Tag> a = gpu.hostVector(FIELD, 100);
                  HostVector<Tag> b = gpu.hostVector(FIELD, 100);
                  HostVector<Tag> c = gpu.hostVector(FIELD, 100);
                  Batch batch = gpu.batch()) {
                Kernel<Tag> add = gpu.kernel(TestKernels.ADD, FIELD);
                batch.add(add.job().bind(0, a).bind(1, a).bind(2, b).build());
                batch.add(add.job().bind(0, a).bind(1, a).bind(2, c).build());
                batch.runPipelined();
              }
            });
    RecordedEvent batch = only("Batch", events);
    assertEquals(2, batch.getInt("jobs"));
    assertEquals(200, batch.getLong("elements"));
    assertEquals(6 * 400, batch.getLong("bytes"));
    assertTrue(batch.getBoolean("pipelined"));
    assertEquals(List.of(), of("Job", events));
  }

  @Test
  void transfersAndWaitsAreTold() throws IOException {
    List<RecordedEvent> events =
        record(
            gpu -> {
              gpu.kernel(TestKernels.ADD, FIELD).strategy();
              try (HostVector<Tag> a = gpu.hostVector(FIELD, 77);
                  DeviceVector<Tag> x = gpu.deviceVector(FIELD, 77)) {
                x.upload(a);
                ResidentDispatchTest.dispatch(gpu.kernel(TestKernels.ADD, FIELD), x, x, x);
                gpu.await();
              }
            });
    List<RecordedEvent> uploads =
        of("Transfer", events).stream().filter(each -> each.getLong("bytes") == 77 * 4).toList();
    assertEquals(1, uploads.size());
    assertTrue(uploads.get(0).getString("source").contains("77"), uploads.get(0).toString());
    assertTrue(uploads.get(0).getBoolean("done"));
    List<RecordedEvent> waits =
        of("Wait", events).stream()
            .filter(each -> each.getString("what").equals("waiting for the device"))
            .toList();
    assertEquals(1, waits.size());
    assertTrue(
        waits.get(0).getStackTrace().getFrames().stream()
            .anyMatch(frame -> frame.getMethod().getName().equals("await")));
  }

  @Test
  void aChoiceIsToldWithWhatItCameTo() throws IOException {
    List<RecordedEvent> events = record(gpu -> gpu.kernel(TestKernels.MIX, FIELD).strategy());
    RecordedEvent choice =
        of("Calibration", events).stream()
            .filter(each -> each.getString("kind").equals("strategy"))
            .findFirst()
            .orElseThrow();
    assertEquals("mix", choice.getString("kernel"));
    assertEquals("baby_bear", choice.getString("field"));
    assertEquals("fast", choice.getString("result"));
    assertTrue(
        of("Pipeline", events).stream()
            .anyMatch(pipeline -> pipeline.getString("strategy").equals("wrong")));
  }

  /** Runs in a process of its own: a job without Java Flight Recorder. */
  static final class Without {

    private Without() {}

    /** Does it. */
    public static void main(String[] args) {
      if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
        throw new IllegalStateException("this is to run without jdk.jfr");
      }
      try (PersistentBackend gpu = PersistentBackend.open(TestDevice.options());
          HostVector<Tag> a = gpu.hostVector(FIELD, 3);
          HostVector<Tag> sum =
              gpu.kernel(TestKernels.ADD, FIELD).job().bind(0, a).bind(1, a).build().run()) {
        gpu.await();
        System.out.println("computed " + sum.size());
      }
    }
  }

  @Test
  void aJavaRuntimeWithoutTheRecorderComputesAllTheSame() throws IOException, InterruptedException {
    String classPath = requireNonNull(System.getProperty("java.class.path"));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(requireNonNull(System.getProperty("java.home")), "bin", "java").toString(),
                "--limit-modules",
                "java.base,java.logging,jdk.unsupported",
                "-cp",
                classPath,
                Without.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    int exit = process.waitFor();
    String said = text(out);
    assertEquals(0, exit, said);
    assertTrue(said.contains("computed 3"), said);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
