// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.call.ArgumentRules;
import io.fieldstone.runtime.call.CallTypes;
import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.call.PlacementRules;
import io.fieldstone.runtime.call.ProgramTemplate;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.event.StageLog;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Dropped;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.profiling.DispatchTimer;
import io.fieldstone.runtime.trace.StageListener;
import io.fieldstone.runtime.tuning.Strategies;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vulkan.LwjglCalls;
import io.fieldstone.runtime.vulkan.VulkanCalls;
import io.fieldstone.runtime.vulkan.VulkanInstance;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Vulkan device and everything that is made once on it: queues, memory allocator, pipelines,
 * command pools. Opening costs up to a second; a job on an open backend costs microseconds.
 *
 * <pre>{@code
 * try (PersistentBackend gpu = PersistentBackend.open();
 *     HostVector<Bls12381Fp> a = gpu.hostVector(Bls12381FpField.INSTANCE, List.of(ONE, TWO))) {
 *   var fp = VectorKernelsDispatch.of(gpu, Bls12381FpField.INSTANCE);
 *   try (HostVector<Bls12381Fp> sum = fp.add(a, a)) {
 *     System.out.println(sum.get(1));                // 4
 *   }
 * }
 * }</pre>
 *
 * <p>Thread-safe. The opener closes it. Closing waits for operations that other threads are in and
 * for what the device runs, interrupted or not, and closes all vectors; dispatches that nobody
 * waited for, by {@link #await()} or otherwise, may not have begun, and never do. Every operation
 * after it throws {@link io.fieldstone.runtime.error.ClosedException}. What does not end within
 * {@link BackendOptions#closeTimeout} is logged and its memory given up, never freed under running
 * code. Whoever closes at the same time waits for the same end.
 *
 * <p>A backend that is still open when the JVM exits is closed then, since some drivers crash
 * otherwise. Threads that are in one of its operations, or start one, wait for the JVM's end; one
 * that it does not come for, within 10 s, gets the exception. A backend that is dropped without
 * being closed is logged as a warning and closed.
 *
 * <p>Calls that wait are ended by an interrupt, with {@link
 * io.fieldstone.runtime.error.OperationInterruptedException}: what the device has by then is waited
 * for, what it has not is not submitted.
 */
public final class PersistentBackend implements AutoCloseable {

  /** A kernel; without a strategy, that of the kernel's or the options' choice. */
  private record KernelKey(CallTypes types, @Nullable String strategy) {}

  private final BackendResources resources;
  private final Map<KernelKey, Kernel<?>> kernels = new ConcurrentHashMap<>();
  private final Cleaner.Cleanable watch;

  private PersistentBackend(BackendResources resources) {
    this.resources = resources;
    this.watch =
        Dropped.watch(
            this,
            () -> {
              resources.closeDropped();
              ExitHook.forget(resources);
            });
  }

  /**
   * Opens the best device, as the environment variables say.
   *
   * @return the backend, closed by the caller
   * @see BackendOptions#fromEnvironment()
   */
  public static PersistentBackend open() {
    return open(BackendOptions.fromEnvironment());
  }

  /**
   * Opens a device.
   *
   * @param options which device, and how it is used
   * @return the backend, closed by the caller
   * @throws io.fieldstone.runtime.error.NoDriverException if there is no Vulkan loader
   * @throws io.fieldstone.runtime.error.NoDeviceException if there is no such device
   * @throws io.fieldstone.runtime.error.MissingFeatureException if it lacks what Fieldstone needs
   * @throws io.fieldstone.runtime.error.ConfigurationException if validation is wanted and its
   *     layer is not installed
   */
  public static PersistentBackend open(BackendOptions options) {
    return open(options, UnaryOperator.identity());
  }

  /** Opens a device with a plan that tests may bend. */
  static PersistentBackend open(BackendOptions options, UnaryOperator<DevicePlan> replan) {
    return open(options, KernelRegistry.load(), LwjglCalls.INSTANCE, replan);
  }

  /** Opens a device with kernels, Vulkan calls and a plan of tests' own. */
  static PersistentBackend open(
      BackendOptions options,
      KernelRegistry registry,
      VulkanCalls calls,
      UnaryOperator<DevicePlan> replan) {
    return new PersistentBackend(
        ExitHook.open(() -> BackendResources.open(options, registry, calls, replan)));
  }

  /**
   * Closes this backend, whose device may be lost, and opens another with the same options. Vectors
   * of this one are closed, and their elements gone.
   *
   * <pre>{@code
   * try {
   *   fr.mul(a, b, c);
   * } catch (DeviceLostException e) {
   *   gpu = gpu.reopen();
   * }
   * }</pre>
   *
   * @return the backend, closed by the caller
   */
  public PersistentBackend reopen() {
    close();
    return open(resources.options());
  }

  /**
   * {@return what each device of this machine reports, usable or not, without opening any}
   *
   * @throws io.fieldstone.runtime.error.NoDriverException if there is no Vulkan loader
   * @throws io.fieldstone.runtime.error.NoDeviceException if there is no driver
   */
  public static List<DeviceReport> devices() {
    return ExitHook.hold(PersistentBackend::reports);
  }

  private static List<DeviceReport> reports() {
    try (VulkanInstance instance = VulkanInstance.create(false, LwjglCalls.INSTANCE)) {
      return instance.reports();
    }
  }

  /** {@return the options it was opened with} */
  public BackendOptions options() {
    return resources.options();
  }

  /** {@return the device and what is used of it} */
  public DevicePlan plan() {
    return resources.device().plan();
  }

  /** {@return the kernels and fields of all modules} */
  public KernelRegistry registry() {
    return resources.registry();
  }

  /** {@return what Vulkan's validation layer has said; empty without {@code validation}} */
  public List<String> validationMessages() {
    return resources.validationMessages();
  }

  /**
   * {@return a kernel on its type arguments, the same object for the same arguments} If it has
   * several strategies, the options' is used, or the fastest as soon as it is known; see {@link
   * Kernel#tuning}.
   *
   * <pre>{@code
   * Kernel<Bls12381Fr> product = gpu.kernel(descriptor, Bls12381FrField.INSTANCE);
   * Kernel<Bls12381G1> scaled = gpu.kernel(other, Bls12381G1Curve.INSTANCE, Bls12381FrField.INSTANCE);
   * }</pre>
   *
   * @param first the field or curve that the kernel's arithmetic is of
   * @param others the fields and curves of its other type variables, in their order
   * @param <F> the field's type tag
   * @param descriptor what describes the kernel
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if they are too many or too few,
   *     a field is given for a curve or a curve for a field, or the kernel has no module for the
   *     first
   * @throws io.fieldstone.runtime.error.ElementRangeException if a constant of its declaration is
   *     not below the modulus
   * @throws io.fieldstone.runtime.error.MissingFeatureException if the device lacks what it needs:
   *     the options' strategy if they name one, else the portable default
   * @throws io.fieldstone.runtime.error.UnknownNameException if the options name a strategy that
   *     neither it, of several, nor any registered kernel has
   */
  public <F> Kernel<F> kernel(
      KernelDescriptor descriptor, TypeArgument<F> first, TypeArgument<?>... others) {
    requireNonNull(descriptor, "descriptor");
    requireNonNull(first, "first");
    requireNonNull(others, "others");
    return make(descriptor, arguments(first, others), null);
  }

  /**
   * {@return a kernel on its type arguments with a strategy of the caller's choice, whatever the
   * options say and however fast it is} It is not compared with others.
   *
   * @param <F> the field's type tag
   * @param descriptor what describes the kernel
   * @param first the number of the first one
   * @param others the other type arguments
   * @param strategy the name of the strategy
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException as without a strategy
   * @throws io.fieldstone.runtime.error.UnknownNameException if it has no such strategy, or not for
   *     the first argument's limb shape
   * @throws io.fieldstone.runtime.error.MissingFeatureException if the device lacks what the
   *     strategy needs
   * @see #strategies
   */
  public <F> Kernel<F> kernel(
      KernelDescriptor descriptor,
      TypeArgument<F> first,
      String strategy,
      TypeArgument<?>... others) {
    requireNonNull(descriptor, "descriptor");
    requireNonNull(first, "first");
    requireNonNull(strategy, "strategy");
    requireNonNull(others, "others");
    return make(descriptor, arguments(first, others), strategy);
  }

  /**
   * {@return a kernel whose vectors have integers only}
   *
   * @param descriptor what describes the kernel
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if it is over fields or curves
   * @throws io.fieldstone.runtime.error.MissingFeatureException if the device lacks what it needs
   */
  public Kernel<?> kernel(KernelDescriptor descriptor) {
    requireNonNull(descriptor, "descriptor");
    return make(descriptor, List.of(), null);
  }

  private static List<TypeArgument<?>> arguments(TypeArgument<?> first, TypeArgument<?>... others) {
    List<TypeArgument<?>> arguments = new ArrayList<>(others.length + 1);
    arguments.add(first);
    arguments.addAll(Arrays.asList(others));
    return arguments;
  }

  @SuppressWarnings("unchecked") // the first argument has the kernel's F
  private <F> Kernel<F> make(
      KernelDescriptor descriptor, List<TypeArgument<?>> arguments, @Nullable String strategy) {
    resources.requireOpen();
    return (Kernel<F>)
        kernels.computeIfAbsent(
            new KernelKey(CallTypes.of(descriptor, arguments), strategy),
            key -> new Kernel<>(resources, this, descriptor, key.types(), strategy));
  }

  /**
   * {@return the strategies of a kernel that have a module for {@code shape} and that this device
   * can run, the portable default first; empty if the kernel has no strategies}
   *
   * @param descriptor what describes the kernel
   * @param shape the limb shape
   */
  public List<String> strategies(KernelDescriptor descriptor, LimbShape shape) {
    requireNonNull(descriptor, "descriptor");
    requireNonNull(shape, "shape");
    return Strategies.usable(descriptor, shape, plan());
  }

  /**
   * {@return a registered kernel on its type arguments}
   *
   * <pre>{@code
   * gpu.kernel("vector-add", Bls12381FrField.INSTANCE);
   * }</pre>
   *
   * @param <F> the field's type tag
   * @param name the registered name
   * @param first the first type argument of the kernel
   * @param others the other type arguments
   * @throws io.fieldstone.runtime.error.UnknownNameException if there is no kernel of that name
   * @see #kernel(KernelDescriptor, TypeArgument, TypeArgument[])
   */
  public <F> Kernel<F> kernel(String name, TypeArgument<F> first, TypeArgument<?>... others) {
    requireNonNull(name, "name");
    requireNonNull(first, "first");
    requireNonNull(others, "others");
    return kernel(registry().kernel(name), first, others);
  }

  /**
   * Makes what kernels need before their first calls, on all cores, and waits for it: the pipelines
   * of jobs and dispatches of both forms, the choice between strategies, the device's proof.
   *
   * <pre>{@code
   * gpu.prepare(fr.kernels()).requireComplete();
   * }</pre>
   *
   * @param kernels which; those of this backend
   * @return what is ready, and what failed
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted;
   *     what was begun is made all the same
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   * @see #preparation() for some forms only, progress, a deadline
   */
  public PreparationReport prepare(Collection<? extends Kernel<?>> kernels) {
    Preparation preparation = preparation();
    int index = 0;
    for (Kernel<?> kernel : requireNonNull(kernels, "kernels")) {
      requireNonNull(kernel, "the kernel at index " + index++ + " is null");
      preparation.dispatches(kernel);
      if (kernel.descriptor().elementwise()) {
        preparation.jobs(kernel);
      }
    }
    return preparation.run();
  }

  /** {@return a preparation of kernels of this backend, to be filled and run} */
  public Preparation preparation() {
    resources.requireOpen();
    return new Preparation(resources, this);
  }

  /**
   * Waits until all dispatches on device vectors that were submitted are done.
   *
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted;
   *     the dispatches go on
   */
  public void await() {
    resources.context().recordings().refuse("await()");
    resources.context().finish(Deadline.NEVER);
  }

  /**
   * Waits as {@link #await()} does, for at most {@code timeout}.
   *
   * @param timeout how long; at zero or less it looks, and does not wait
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if that was not long enough; the
   *     dispatches go on
   */
  public void await(Duration timeout) {
    requireNonNull(timeout, "timeout");
    resources.context().recordings().refuse("await()");
    resources.context().finish(Deadline.after(timeout));
  }

  /**
   * Records the dispatches on device vectors that {@code calls} submits in this thread, which do
   * not run then; what was made runs them all, as often as it is told.
   *
   * <pre>{@code
   * try (Program step =
   *     gpu.record(
   *         () -> {
   *           fr.mul(a, b, c);
   *           fr.mul(c, b, c);
   *         })) {
   *   step.run();
   * }
   * }</pre>
   *
   * <p>Vectors and constants are those of the recording. Vectors that {@code calls} closes itself
   * live on in the program. Kernels may be measured and pipelines made at once, as ever.
   *
   * @param calls what to record: calls on device vectors, in this thread
   * @return the program, closed by the caller
   * @throws io.fieldstone.runtime.error.RecordingException if this thread records already, or if
   *     {@code calls} does what waits: an upload or a download, a job, a measurement, await()
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public Program record(Runnable calls) {
    requireNonNull(calls, "calls");
    resources.requireOpen();
    DeviceContext context = resources.context();
    return new Program(
        context, context.recordings().record(context.stream(), new VectorRange[0], calls), this);
  }

  /**
   * Records as {@link #record(Runnable)} does a program whose runs have other vectors in the place
   * of some.
   *
   * <pre>{@code
   * try (ParameterizedProgram<Bls12381Fr> step =
   *     gpu.record(() -> { fr.mul(a, b, c); fr.add(c, b, c); }, a, c)) {
   *   step.run(x, y);                                // mul(x, b, y); add(y, b, y)
   * }
   * }</pre>
   *
   * @param <F> the field's type tag
   * @param calls what to record: calls on device vectors, in this thread
   * @param parameters the vectors of the calls in whose place runs have others of the same length,
   *     field and form: at least one; views of them in the calls become views of those
   * @return the program, closed by the caller
   * @throws io.fieldstone.runtime.error.BindingException if two of them share elements, or none of
   *     the calls has one of them
   */
  @SafeVarargs
  public final <F> ParameterizedProgram<F> record(Runnable calls, DeviceVector<F>... parameters) {
    requireNonNull(calls, "calls");
    requireNonNull(parameters, "parameters");
    resources.requireOpen();
    DeviceContext context = resources.context();
    VectorRange[] ranges = new VectorRange[parameters.length];
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = requireNonNull(parameters[i], "parameter " + i).range();
    }
    ProgramTemplate template = context.recordings().record(context.stream(), ranges, calls);
    return new ParameterizedProgram<>(context, template, this);
  }

  /**
   * {@return whether the calling thread records a program: for operations of several dispatches,
   * whose temporary vectors are then the program's, and which then return no values}
   */
  public boolean isRecording() {
    return resources.context().recordings().get() != null;
  }

  /**
   * Throws if the calling thread records a program: for operations of several calls that wait, so
   * that what is refused is what their user called.
   *
   * @param call how the user knows it, such as {@code evaluate(a, z)}
   * @throws io.fieldstone.runtime.error.RecordingException naming the call
   */
  public void requireNotRecording(String call) {
    resources.context().recordings().refuse(requireNonNull(call, "call"));
  }

  /**
   * Throws if no kernel of this backend can take a vector: for operations whose dispatches have
   * another name for it than their user, and that should not begin with what a later one refuses.
   *
   * <pre>{@code
   * gpu.requireOperand("quotient", quotient);
   * }</pre>
   *
   * @param name what the operation's user knows the vector as
   * @param vector the vector
   * @throws io.fieldstone.runtime.error.BackendMismatchException if it is of another backend
   * @throws io.fieldstone.runtime.error.BindingException if it is a view that begins where the
   *     device's kernels cannot
   * @throws io.fieldstone.runtime.error.ClosedException if it was closed
   */
  public void requireOperand(String name, DeviceVector<?> vector) {
    requireNonNull(name, "name");
    PlacementRules.requireOperand(resources.context().stream().device(), name, vector.range());
  }

  /**
   * Throws unless a vector is open, of this backend, and of a type: for operations of several
   * dispatches and copies, which check everything before the first of them.
   *
   * @param name what the operation's user knows the vector as
   * @param vector the vector
   * @param type the type that it has to be of
   * @throws io.fieldstone.runtime.error.ClosedException if it or the backend was closed
   * @throws io.fieldstone.runtime.error.BackendMismatchException if it is of another backend
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if it is of another type
   */
  public void requireVector(String name, ElementVector<?> vector, ElementType<?> type) {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    VectorRange range = vector.range();
    resources
        .device()
        .gate()
        .inside(() -> ArgumentRules.requireMember(resources.device(), type, name, range));
  }

  /**
   * Throws if two vectors share elements: for operations of several dispatches, one of which writes
   * what a later one still reads of the other, so that no dispatch sees both. While a program is
   * recorded, it is noted too, and holds for the vectors of all its runs.
   *
   * <pre>{@code
   * gpu.requireApart("quotient", quotient, "remainder", remainder);
   * }</pre>
   *
   * @param name what the operation's user knows the vector as
   * @param vector the vector
   * @param otherName what the operation's user knows the other one as
   * @param other the other vector
   * @throws io.fieldstone.runtime.error.BindingException naming both, if they do
   */
  public void requireApart(
      String name, DeviceVector<?> vector, String otherName, DeviceVector<?> other) {
    requireNonNull(name, "name");
    requireNonNull(otherName, "otherName");
    resources
        .context()
        .recordings()
        .requireApart(name, vector.range(), otherName, other.range(), false);
  }

  /**
   * Throws if two vectors share elements and are not the same ones, one by one: for operations that
   * can work in place. While a program is recorded, it is noted too, and holds for the vectors of
   * all its runs.
   *
   * @param name what the operation's user knows the vector as
   * @param vector the vector
   * @param otherName what the operation's user knows the other one as
   * @param other the other vector
   * @throws io.fieldstone.runtime.error.BindingException naming both, if they do
   */
  public void requireApartOrSame(
      String name, DeviceVector<?> vector, String otherName, DeviceVector<?> other) {
    requireNonNull(name, "name");
    requireNonNull(otherName, "otherName");
    resources
        .context()
        .recordings()
        .requireApart(name, vector.range(), otherName, other.range(), true);
  }

  /**
   * Runs {@code calls}, and submits the dispatches on device vectors that it makes in this thread
   * when it ends, or when somebody waits for them, or after some milliseconds, in place of the
   * first at once: for a few short ones whose result is waited for, which then cost one submission.
   *
   * <pre>{@code
   * gpu.together(
   *     () -> {
   *       fr.mul(a, b, c);
   *       fr.add(c, d, c);
   *       c.download(host);
   *     });
   * }</pre>
   *
   * @param calls what to record: calls on device vectors, in this thread
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public void together(Runnable calls) {
    requireNonNull(calls, "calls");
    resources.requireOpen();
    resources.context().stream().together(calls);
  }

  /** {@return what libraries over this runtime have measured to be best on the device} */
  public MeasuredChoices choices() {
    return resources.choices();
  }

  /**
   * {@return a new timer of dispatches, closed by the caller}
   *
   * @throws io.fieldstone.runtime.error.MissingFeatureException if the device's compute queue has
   *     no timestamps
   */
  public GpuTimer timer() {
    resources.requireOpen();
    return new GpuTimer(
        new DispatchTimer(resources.context().stream(), resources.context().timers()), this);
  }

  /**
   * Has a listener told when each stage of the work on this backend began and ended, as far as the
   * device can tell: what jobs upload, compute and download, dispatches and copies of device
   * vectors, programs, copies between the Java heap and host vectors.
   *
   * <pre>{@code
   * List<StageTime> times = Collections.synchronizedList(new ArrayList<>());
   * try (StageSubscription tracing = gpu.listen(times::add)) {
   *   job.run();
   * }
   * }</pre>
   *
   * <p>What is submitted while somebody listens costs the device some timestamps; what is not costs
   * nothing.
   *
   * @param listener who is told, in threads of the backend
   * @return closed by the caller
   * @throws IllegalStateException if somebody listens already
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public StageSubscription listen(StageListener listener) {
    requireNonNull(listener, "listener");
    resources.requireOpen();
    StageLog log = new StageLog(listener);
    if (!resources.device().beginStages(log)) {
      log.close();
      throw new IllegalStateException("somebody listens to the stages of this backend already");
    }
    return new StageSubscription(resources.context(), log);
  }

  /** {@return a new batch, closed by the caller} */
  public Batch batch() {
    resources.requireOpen();
    return new Batch(resources, this);
  }

  /**
   * Allocates a host vector of canonical elements, closed by the caller.
   *
   * @param <T> the type tag
   * @param size the number of elements
   * @param type the type of the elements
   * @return the vector
   */
  public <T> HostVector<T> hostVector(ElementType<T> type, long size) {
    return hostVector(type, size, ElementForm.CANONICAL);
  }

  /**
   * Allocates a host vector, closed by the caller.
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param size the number of elements
   * @param form the form of the elements
   * @return the vector
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough memory
   */
  public <T> HostVector<T> hostVector(ElementType<T> type, long size, ElementForm form) {
    return resources.hostVector(this, type, size, form);
  }

  /**
   * Makes a host vector of canonical elements that has these values, closed by the caller.
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param values the values
   * @return the vector
   */
  public <T> HostVector<T> hostVector(ElementType<T> type, List<BigInteger> values) {
    return hostVector(type, values, ElementForm.CANONICAL);
  }

  /**
   * Makes a host vector that has these values, whatever its form; closed by the caller.
   *
   * <pre>{@code
   * HostVector<Bls12381Fr> a = gpu.hostVector(Bls12381FrField.INSTANCE, List.of(ONE, TWO, TEN));
   * }</pre>
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param values the values, canonical
   * @param form the form of the elements
   * @return the vector
   * @throws io.fieldstone.runtime.error.ElementRangeException naming the first value that is
   *     negative or not below the modulus (for {@link ElementForm#UNREDUCED}: that the limbs do not
   *     hold)
   * @throws NullPointerException naming the index of a value that is null
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough memory
   */
  public <T> HostVector<T> hostVector(
      ElementType<T> type, List<BigInteger> values, ElementForm form) {
    return VectorFactory.of(this, type, values, form);
  }

  /**
   * Makes a host vector of the elements of a Java array, in its form; closed by the caller.
   *
   * @param <T> the type tag
   * @param source the elements
   * @return the vector
   * @throws io.fieldstone.runtime.error.ElementRangeException naming the first element that is not
   *     below the modulus
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough memory
   */
  public <T> HostVector<T> hostVector(HeapVector<T> source) {
    return VectorFactory.of(this, source);
  }

  /**
   * Makes a host vector of the canonical elements of a file, closed by the caller.
   *
   * @param <T> the type tag
   * @param file the file
   * @param type the type of the elements
   * @return the vector
   * @throws java.io.IOException if the file cannot be opened or mapped
   */
  public <T> HostVector<T> hostVector(ElementType<T> type, Path file) throws IOException {
    requireNonNull(type, "type");
    requireNonNull(file, "file");
    return hostVector(type, file, ElementForm.CANONICAL);
  }

  /**
   * Makes a host vector of the elements of a file: limbs in the form of the vector, least
   * significant byte first, element after element. Closed by the caller.
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param file the file, of whole elements
   * @param form the form of the elements
   * @return the vector
   * @throws io.fieldstone.runtime.error.LengthMismatchException if the file has no whole number of
   *     elements
   * @throws IOException if it cannot be read
   * @throws io.fieldstone.runtime.error.ElementRangeException naming the first element that is not
   *     below the modulus
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough memory
   */
  public <T> HostVector<T> hostVector(ElementType<T> type, Path file, ElementForm form)
      throws IOException {
    requireNonNull(type, "type");
    requireNonNull(file, "file");
    requireNonNull(form, "form");
    return VectorFactory.of(this, type, file, form);
  }

  /**
   * Makes a host vector of canonical elements of a direct buffer's memory, without a copy.
   *
   * @param <T> the type tag
   * @param buffer the buffer
   * @param type the type of the elements
   * @return the vector
   */
  public <T> HostVector<T> hostVector(ElementType<T> type, ByteBuffer buffer) {
    return hostVector(type, buffer, ElementForm.CANONICAL);
  }

  /**
   * Makes a host vector of a direct buffer's remaining bytes, without a copy: what is written to
   * one is written to the other. Closed by the caller.
   *
   * <pre>{@code
   * int bytes = 1_000_000 * Bls12381FpField.INSTANCE.elementBytes();
   * ByteBuffer buffer = ByteBuffer.allocateDirect(bytes + 2 * 4096).alignedSlice(4096).limit(bytes);
   * try (HostVector<Bls12381Fp> a = gpu.hostVector(Bls12381FpField.INSTANCE, buffer)) {
   *   fp.neg(a).close();                               // reads the buffer's memory itself
   * }
   * }</pre>
   *
   * <p>They are limbs in the form of the vector, least significant byte first, and are not checked;
   * see {@link HostVector#requireBelowModulus}. The buffer's position, limit and order stay, and
   * mean nothing to the vector. It starts at a multiple of {@link
   * io.fieldstone.runtime.device.DeviceReport#hostImportAlignment} in memory, which is a page
   * nearly everywhere. The device sees the whole of the last page that the elements reach into, and
   * kernels write the elements only.
   *
   * <p><b>Ownership.</b> The memory stays the buffer's. A vector, closed or not, keeps the buffer
   * from the garbage collector for as long as the device may use it. Memory that is freed in
   * another way (an arena, a native library, {@code munmap}) must outlive the backend's close.
   * Buffers of mapped files are refused or, if all in memory, up to the driver: a file that is cut
   * short meanwhile ends the process. Read files with {@link HostVector#readFrom(Path)}.
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param buffer a direct buffer, whose memory belongs to the caller
   * @param form the form of the elements
   * @return the vector
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number of
   *     elements
   * @throws io.fieldstone.runtime.error.HostImportException if the buffer is of the heap,
   *     read-only, misaligned, of a file, or the driver refuses it
   * @throws io.fieldstone.runtime.error.MissingFeatureException if the device has no
   *     VK_EXT_external_memory_host
   */
  public <T> HostVector<T> hostVector(ElementType<T> type, ByteBuffer buffer, ElementForm form) {
    return resources.hostVector(this, type, buffer, form);
  }

  /**
   * Allocates a device vector of canonical elements, closed by the caller.
   *
   * @param <T> the type tag
   * @param size the number of elements
   * @param type the type of the elements
   * @return the vector
   */
  public <T> DeviceVector<T> deviceVector(ElementType<T> type, long size) {
    return deviceVector(type, size, ElementForm.CANONICAL);
  }

  /**
   * Allocates a device vector, closed by the caller.
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param size the number of elements
   * @param form the form of the elements
   * @return the vector
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough memory
   */
  public <T> DeviceVector<T> deviceVector(ElementType<T> type, long size, ElementForm form) {
    return resources.deviceVector(this, type, size, form);
  }

  /**
   * Allocates a device vector of the length, type and form of a host vector, and copies that.
   *
   * <pre>{@code
   * try (DeviceVector<Bls12381Fr> x = gpu.upload(a);
   *     HostVector<Bls12381Fr> back = x.download()) {
   *   back.get(0);                                     // that of a
   * }
   * }</pre>
   *
   * @param <T> the type tag
   * @param source the elements
   * @return the vector, closed by the caller
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough memory
   * @throws io.fieldstone.runtime.error.BackendMismatchException if {@code source} is another's
   */
  public <T> DeviceVector<T> upload(HostVector<T> source) {
    resources.context().recordings().refuse("upload(source)");
    return VectorFactory.copy(this, source);
  }

  /** Returns what the parts of a backend are, for tests that replace one. */
  BackendResources resources() {
    return resources;
  }

  /** Closes everything that lives on the backend, once what runs is done. Idempotent. */
  @Override
  public void close() {
    resources.close(false);
    watch.clean();
  }
}
