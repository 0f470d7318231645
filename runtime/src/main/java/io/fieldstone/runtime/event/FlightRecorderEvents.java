// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.event;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * The events as Java Flight Recorder knows them; loaded only where it is there. Stateless: the
 * instances that it keeps are only asked whether their kind is recorded, since asking so starts
 * nothing and allocates nothing.
 */
final class FlightRecorderEvents {

  private final JobEvent job = new JobEvent();
  private final BatchEvent batch = new BatchEvent();
  private final WaitEvent wait = new WaitEvent();
  private final CalibrationEvent calibration = new CalibrationEvent();
  private final PipelineEvent pipeline = new PipelineEvent();
  private final TransferEvent transfer = new TransferEvent();

  private static <E extends Event> E begun(E event) {
    event.begin();
    return event;
  }

  Events.@Nullable Job job() {
    return job.isEnabled() ? begun(new JobEvent()) : null;
  }

  Events.@Nullable Batch batch() {
    return batch.isEnabled() ? begun(new BatchEvent()) : null;
  }

  Events.@Nullable Wait waiting() {
    return wait.isEnabled() ? begun(new WaitEvent()) : null;
  }

  Events.@Nullable Calibration calibration() {
    return calibration.isEnabled() ? begun(new CalibrationEvent()) : null;
  }

  Events.@Nullable Pipeline pipeline() {
    return pipeline.isEnabled() ? begun(new PipelineEvent()) : null;
  }

  Events.@Nullable Transfer transfer() {
    return transfer.isEnabled() ? begun(new TransferEvent()) : null;
  }

  @Name("io.fieldstone.Job")
  @Label("Job")
  @Category("Fieldstone")
  @Description("A job on host vectors, from its call to its result")
  @StackTrace(false)
  static final class JobEvent extends Event implements Events.Job {
    @Label("Kernel")
    @Nullable String kernel;

    @Label("Elements")
    long elements;

    @Label("Size of Vectors")
    @DataAmount
    long bytes;

    @Label("Succeeded")
    boolean done;

    @Override
    public void end(String ofKernel, long ofElements, long ofBytes, boolean succeeded) {
      end();
      kernel = ofKernel;
      elements = ofElements;
      bytes = ofBytes;
      done = succeeded;
      commit();
    }
  }

  @Name("io.fieldstone.Batch")
  @Label("Batch")
  @Category("Fieldstone")
  @Description("Several jobs on host vectors that ran together")
  @StackTrace(false)
  static final class BatchEvent extends Event implements Events.Batch {
    @Label("Jobs")
    int jobs;

    @Label("Elements")
    long elements;

    @Label("Size of Vectors")
    @DataAmount
    long bytes;

    @Label("Pipelined")
    boolean pipelined;

    @Label("Succeeded")
    boolean done;

    @Override
    public void end(
        int ofJobs, long ofElements, long ofBytes, boolean wasPipelined, boolean succeeded) {
      end();
      jobs = ofJobs;
      elements = ofElements;
      bytes = ofBytes;
      pipelined = wasPipelined;
      done = succeeded;
      commit();
    }
  }

  @Name("io.fieldstone.Wait")
  @Label("Wait")
  @Category("Fieldstone")
  @Description("A thread that waits for dispatches on device vectors")
  static final class WaitEvent extends Event implements Events.Wait {
    @Label("What")
    @Nullable String what;

    @Override
    public void end(String forWhat) {
      end();
      what = forWhat;
      commit();
    }
  }

  @Name("io.fieldstone.Calibration")
  @Label("Calibration")
  @Category("Fieldstone")
  @Description("A strategy or transfer path that is measured, or a device that proves itself")
  @StackTrace(false)
  static final class CalibrationEvent extends Event implements Events.Calibration {
    @Label("Kind")
    @Nullable String kind;

    @Label("Kernel")
    @Nullable String kernel;

    @Label("Field")
    @Nullable String field;

    @Label("Result")
    @Nullable String result;

    @Override
    public void end(String ofKind, String ofKernel, String ofField, String withResult) {
      end();
      kind = ofKind;
      kernel = ofKernel;
      field = ofField;
      result = withResult;
      commit();
    }
  }

  @Name("io.fieldstone.Pipeline")
  @Label("Pipeline")
  @Category("Fieldstone")
  @Description("A pipeline that the driver makes of a kernel's module")
  @StackTrace(false)
  static final class PipelineEvent extends Event implements Events.Pipeline {
    @Label("Kernel")
    @Nullable String kernel;

    @Label("Strategy")
    @Nullable String strategy;

    @Label("Form of Call")
    @Nullable String form;

    @Label("For Vectors on the Device")
    boolean resident;

    @Label("Size of Module")
    @DataAmount
    int moduleBytes;

    @Override
    public void end(
        String ofKernel, String ofStrategy, String ofForm, boolean isResident, int ofBytes) {
      end();
      kernel = ofKernel;
      strategy = ofStrategy;
      form = ofForm;
      resident = isResident;
      moduleBytes = ofBytes;
      commit();
    }
  }

  @Name("io.fieldstone.Transfer")
  @Label("Transfer")
  @Category("Fieldstone")
  @Description("A copy of a vector to the device or from it")
  @StackTrace(false)
  static final class TransferEvent extends Event implements Events.Transfer {
    @Label("Source")
    @Nullable String source;

    @Label("Target")
    @Nullable String target;

    @Label("Size")
    @DataAmount
    long bytes;

    @Label("Succeeded")
    boolean done;

    @Override
    public void end(String from, String to, long ofBytes, boolean succeeded) {
      end();
      source = from;
      target = to;
      bytes = ofBytes;
      done = succeeded;
      commit();
    }
  }
}
