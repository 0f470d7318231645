// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vulkan.BindingSetCache;
import io.fieldstone.runtime.vulkan.ComputePipeline;
import io.fieldstone.runtime.vulkan.DeviceQueue;
import io.fieldstone.runtime.vulkan.OpenDevice;
import io.fieldstone.runtime.vulkan.TimestampPool;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The commands on a device's resident vectors, in the order of their calls. They are logged, and
 * submitted in groups: a submission costs the host several times what a small dispatch costs the
 * device.
 *
 * <pre>
 *   calls         d d d d d d d d d d d d d ...
 *   submissions   d|d d|d d d d|d d d d d d ...     more while the device is busy
 * </pre>
 *
 * <p>{@link StreamPace} says when a group is submitted and how large it gets. Whoever waits for a
 * command has the groups submitted, and a {@link StreamFlusher} does it when the device is idle and
 * nobody comes. A command that was taken is never lost: where submitting fails for want of memory,
 * it is tried again. Commands that the device has not got when the backend is closed never run.
 *
 * <p>Barriers stand only between commands that touch the same vectors: each vector notes in which
 * stretch between two barriers which part of it was last read and written (as ggml-vulkan and wgpu
 * do, of whole buffers).
 *
 * <p>{@link SideCopies} run beside the commands, on queues of their own. A copy begins when those
 * commands are done that were added before it and use its vectors; commands that follow wait on the
 * device for the copies that they meet.
 *
 * <p>Thread-safe: whoever adds commands has the {@linkplain #begin turn}, inside the device's gate.
 * Adding allocates nothing on the Java heap in the long run.
 */
public final class DeviceStream implements CommandSink, AutoCloseable {

  /** Commands that wait to be submitted at most; then the next one waits for the device. */
  private static final int MOST_LOGGED = 1024;

  private final OpenDevice device;
  private final DeviceQueue lane;
  private final ReentrantLock lock = new ReentrantLock();
  private final LoggedGroups logged;
  private final SubmittedGroups submitted;
  private final StreamPace pace = new StreamPace();
  private final StreamFlusher flusher = new StreamFlusher(this);
  private final StreamWaiting waiting;

  private final BarrierStretches stretches = new BarrierStretches();
  private final OpenPrograms programs;
  private final SideCopies copies;

  /** Threads whose commands wait for those that follow. */
  private final Set<Thread> holding = ConcurrentHashMap.newKeySet();

  /** Makes the stream of a device. */
  public DeviceStream(OpenDevice device) {
    this.device = device;
    this.lane = device.resident();
    this.programs = new OpenPrograms(this, lane.timeline());
    CommandLog.Pool pool = new CommandLog.Pool();
    this.logged = new LoggedGroups(pool);
    this.submitted = new SubmittedGroups(device, lane, pool);
    this.waiting = new StreamWaiting(this, lane);
    this.copies = new SideCopies(device, pool);
  }

  /** Returns the device. */
  public OpenDevice device() {
    return device;
  }

  /** Returns whether there is something that the flusher has to look after. */
  boolean needsLook() {
    return logged.commands() > 0 || programs.closing();
  }

  /**
   * Takes the turn, which ends by {@link #end}; waits while too many commands wait for the device.
   *
   * @param what what the caller is about, for messages
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     while it waits
   */
  public void begin(String what) {
    boolean begun = false;
    while (!begun) {
      Patience.lockShortly(lock, device.gate());
      long behind = 0;
      try {
        begun = logged.commands() < MOST_LOGGED;
        if (!begun) {
          behind = submitNextOrWait();
        }
      } finally {
        if (!begun) {
          lock.unlock();
        }
      }
      if (!begun && !lane.timeline().await(behind, Deadline.NEVER)) {
        Patience.check(device.gate(), Deadline.NEVER, what, "before it was submitted");
      }
    }
  }

  /** Ends the turn. */
  public void end() {
    lock.unlock();
  }

  /** Chooses the group for dispatches of one call over some elements; first thing in a turn. */
  public void openGroup(CostEstimate cost, long elements) {
    openGroup(cost.nanos(elements));
  }

  /**
   * Has the next commands wait on the device for copies beside the stream that use what they use;
   * in a turn, before {@link #openGroup}.
   */
  public void follow(VectorRange range, Access access) {
    for (int i = 0; i < copies.pending(); i++) {
      SideCopies.Copy copy = copies.pending(i);
      if (copy.meets(range, access)) {
        logged.waitFor(copy.timeline(), copy.value());
      }
    }
  }

  /**
   * Submits a copy that runs beside the commands, once those are done that raise the timeline to
   * {@code after} and were submitted; in a turn. The ranges stay {@linkplain VectorRange#retain
   * retained} until it is done.
   *
   * @return null if it has to wait: {@code obstacle} was set to the copy for which
   */
  @Nullable StartedCopy tryCopy(
      VectorRange source, VectorRange target, long after, SideCopies.Obstacle obstacle) {
    copies.look();
    if (copies.blocks(source, target, obstacle)) {
      return null;
    }
    // Of a call on no elements there is no command: nothing may ever come to raise the timeline.
    SideCopies.Copy copy =
        copies.submit(source, target, lane.timeline(), Math.min(after, lane.submitted()));
    return new StartedCopy(this, copy.timeline(), copy.value());
  }

  void openGroup(double nanos) {
    if (!pace.joins(logged.open(), nanos)) {
      logged.seal();
    }
  }

  /** Returns the value that the timeline reaches when the commands of this turn are done. */
  public long value() {
    return lane.submitted() + logged.sealed() + 1;
  }

  /** Returns how many commands the group has, for {@link #truncate}. */
  public int mark() {
    return logged.open().size();
  }

  /** Takes back the commands since {@link #mark}, none of which was {@linkplain #commit noted}. */
  public void truncate(int mark) {
    logged.open().truncate(mark);
  }

  @Override
  public boolean conflicts(VectorRange vector, Access access) {
    return stretches.needsBarrier(vector, access);
  }

  /** Returns the stretches between barriers. */
  BarrierStretches stretches() {
    return stretches;
  }

  @Override
  public void dispatch(
      ComputePipeline pipeline,
      BindingSetCache bindings,
      byte[] constants,
      int workgroups,
      boolean barrier,
      CostEstimate cost,
      long elements) {
    CommandLog open = logged.open();
    open.dispatch(pipeline, bindings.take(value()), constants, workgroups, barrier);
    open.predictLast(cost, elements);
  }

  /** Has the device note the times before and after the dispatch that was just added. */
  public void measureLast(TimestampPool timestamps, int pair) {
    logged.open().measureLast(timestamps, pair);
  }

  /** Adds a copy of elements that lie in one buffer here and there. */
  void copy(VectorRange source, VectorRange target, long at, long count, boolean barrier) {
    logged
        .open()
        .copy(
            source.buffer(at),
            source.offset(at),
            target.buffer(at),
            target.offset(at),
            count * source.layout().elementBytes(),
            barrier);
  }

  /** Returns the group that commands are added to in this turn. */
  CommandLog group() {
    return logged.open();
  }

  /** Has commands do nothing, unless they were submitted; for threads that have no turn. */
  void cancel(long value, CommandLog group, int first, int end) {
    lock.lock();
    try {
      if (value > lane.submitted()) {
        group.cancel(first, end);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void barrierPassed() {
    stretches.barrierPassed();
  }

  @Override
  public void used(VectorRange vector, Access access) {
    stretches.used(vector, access);
    vector.storage().usedUntil(value());
    if (access.writes() && vector.storage().inDevicesReach()) {
      logged.open().writesHost();
    }
  }

  /** Returns the programs, which are made, recorded and run by whoever has the turn. */
  public OpenPrograms programs() {
    return programs;
  }

  /**
   * Has a program run after all commands before; the caller has the turn.
   *
   * @return the value that the timeline reaches when it is done
   * @throws io.fieldstone.runtime.error.ClosedException if it or one of its vectors was closed
   */
  public long run(RecordedProgram program) {
    program.requireOpen();
    program.follow();
    logged.seal();
    logged.open().run(program);
    if (program.dispatches() > 0) {
      barrierPassed(); // it begins with one
    }
    long value = value();
    program.willRun(value);
    commit();
    return value;
  }

  /** Closes a program, which is freed once no run of it is pending; returns whether it was open. */
  public boolean close(RecordedProgram program) {
    lock.lock();
    try {
      boolean wasOpen = programs.close(program);
      if (programs.closing()) {
        flusher.wake();
      }
      return wasOpen;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Has the commands that {@code calls} adds in this thread submitted when it ends, or when
   * somebody waits for them: the first of them alone would cost a submission of its own.
   */
  public void together(Runnable calls) {
    boolean outermost = holding.add(Thread.currentThread());
    try {
      calls.run();
    } finally {
      if (outermost) {
        holding.remove(Thread.currentThread());
        if (logged.commands() > 0) {
          device.gate().inside(this::submitHeld);
        }
      }
    }
  }

  private void submitHeld() {
    Patience.lockShortly(lock, device.gate());
    try {
      commit();
    } finally {
      lock.unlock();
    }
  }

  private boolean holds() {
    return !holding.isEmpty() && holding.contains(Thread.currentThread());
  }

  /** Takes the commands of this turn, and submits what pays; the rest follows before long. */
  public void commit() {
    logged.count();
    if (holds()) {
      return;
    }
    pace.added(logged.open().size(), logged.sealed() == 0);
    submitWhatPays(false);
    if (logged.commands() > 0) {
      flusher.wake();
    }
  }

  /** Takes the commands of this turn, which the caller has submitted by {@link #await}. */
  void commitForWaiter() {
    logged.count();
  }

  private void submitWhatPays(boolean anySize) {
    boolean pays = logged.commands() > 0;
    while (pays) {
      CommandLog next = logged.next();
      pays =
          pace.pays(next, anySize || next != logged.open(), submitted)
              && submitted.hasRoom()
              && trySubmit(next);
    }
  }

  private boolean trySubmit(CommandLog next) {
    try {
      submit(next);
      return logged.commands() > 0;
    } catch (DeviceLostException e) {
      throw e;
    } catch (FieldstoneException e) {
      return false; // it stays logged: whoever waits for it tries again, and is told
    }
  }

  private void submit(CommandLog next) {
    int commands = next.size();
    submitted.submit(next);
    pace.submitted();
    logged.submitted(next, commands);
  }

  /**
   * Submits what is logged for the flusher, who is inside the gate, if the device is idle or nobody
   * has come since the last look: a group that is cut short while somebody adds to it makes more
   * submissions. While a thread holds its commands {@link #together} it does so only now and then:
   * others may have theirs here too.
   */
  void submitIfIdle(FlusherLooks looks) {
    if (lock.tryLock()) {
      try {
        submitted.look();
        boolean nobodyCame = looks.nobodyCame(value(), logged.commands());
        if (holding.isEmpty()) {
          looks.nobodyHolds();
          submitWhatPays(submitted.running() == 0 || nobodyCame);
        } else if (looks.heldLong(System.nanoTime())) {
          submitWhatPays(true);
        }
        looks.see(lane.submitted(), System.nanoTime());
        freeClosedPrograms();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Submits the next group if the device can have it.
   *
   * @return the value that has to be reached for the one after it
   */
  private long submitNextOrWait() {
    submitted.look();
    if (submitted.hasRoom() && pace.mayFollow(submitted)) {
      submit(logged.next());
    }
    return lane.submitted() + 1 - pace.ahead(submitted);
  }

  /**
   * Waits until the timeline reaches a value that {@link #value} has returned.
   *
   * @param how how far what is waited for is, for messages
   * @see Patience#check
   */
  public void await(long value, Deadline deadline, String what, String how) {
    waiting.await(value, deadline, what, how);
  }

  /** Waits until no copy beside the stream uses elements of a range; see {@link Patience#check}. */
  public void awaitCopies(VectorRange range, Deadline deadline, String what, String how) {
    awaitCopies(obstacle -> copies.blocks(range, Access.IN_OUT, obstacle), deadline, what, how);
  }

  private void awaitCopies(
      Predicate<SideCopies.Obstacle> blocked, Deadline deadline, String what, String how) {
    SideCopies.Obstacle obstacle = new SideCopies.Obstacle();
    while (isBlocked(blocked, obstacle)) {
      if (!obstacle.await(deadline)) {
        Patience.check(device.gate(), deadline, what, how);
      }
    }
  }

  private boolean isBlocked(Predicate<SideCopies.Obstacle> blocked, SideCopies.Obstacle obstacle) {
    if (copies.pending() == 0) {
      return false;
    }
    Patience.lockShortly(lock, device.gate());
    try {
      copies.look();
      return blocked.test(obstacle);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets copies beside the stream that are done, and gives back what they kept. */
  void forgetCopies() {
    Patience.lockShortly(lock, device.gate());
    try {
      copies.look();
    } finally {
      lock.unlock();
    }
  }

  /** Waits like {@link #await}, whether or not the thread is interrupted. */
  public void awaitUninterruptibly(long value) {
    waiting.awaitUninterruptibly(value);
  }

  /** Waits until all commands are done; see {@link #await}. */
  public void finish(Deadline deadline, String what, String how) {
    waiting.finish(deadline, what, how);
    awaitCopies(copies::oldest, deadline, what, how);
  }

  /** Has everything submitted until the timeline will reach {@code value}. */
  void submitThrough(long value, Deadline deadline, String what, String how) {
    waiting.submitThrough(value, deadline, what, how);
  }

  /** Returns whether commands wait that have to be submitted for the timeline to reach a value. */
  boolean isHeldUp(long value) {
    return value > lane.submitted() && logged.commands() > 0;
  }

  /**
   * Submits the next group towards a value, if the device can have it.
   *
   * @param uninterruptibly whether the lock is waited for, come what may
   * @return the value that has to be reached for the one after it; 0 if there is none
   */
  long submitTowards(long value, boolean uninterruptibly) {
    if (uninterruptibly) {
      lock.lock();
    } else {
      Patience.lockShortly(lock, device.gate());
    }
    try {
      return isHeldUp(value) ? submitNextOrWait() : 0;
    } finally {
      lock.unlock();
    }
  }

  /** Looks how long groups took that are done, unless others are at it. */
  public void learn() {
    if (lock.tryLock()) {
      try {
        submitted.look();
        copies.look();
        freeClosedPrograms();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Frees closed programs that are done, and what copies kept that are; returns whether there are
   * more, which are pending.
   */
  public boolean freesPrograms() {
    learn();
    return programs.closing() || copies.pending() > 0;
  }

  private void freeClosedPrograms() {
    if (programs.closing()) {
      programs.freeClosed();
    }
  }

  /** Forgets what was not submitted, once the gate is closed and nobody is inside. */
  public void stop() {
    flusher.stop();
    logged.clear();
  }

  /** Frees all programs, open or closed, and forgets all copies, on a drained device. */
  public void freePrograms() {
    programs.freeAll();
    copies.forgetAll();
  }

  /** Frees the command buffers, once nothing runs. */
  @Override
  public void close() {
    stop();
    programs.freeAll();
    submitted.close();
    copies.close();
  }
}
