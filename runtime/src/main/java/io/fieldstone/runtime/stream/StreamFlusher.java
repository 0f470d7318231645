// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.runtime.error.FieldstoneException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that submits what a {@link DeviceStream} has logged, when the device is idle and nobody
 * comes to do it. It sleeps while nothing is logged, and ends with the stream. Thread-safe.
 */
final class StreamFlusher {

  /** Looks that find nothing logged before it goes to sleep: waking it costs the caller. */
  private static final int LOOKS = 20;

  private final DeviceStream stream;
  private final FlusherLooks looks = new FlusherLooks(System.nanoTime());
  private volatile @Nullable Thread thread;
  private volatile boolean asleep;
  private volatile boolean stopped;

  StreamFlusher(DeviceStream stream) {
    this.stream = stream;
  }

  /** Has it look after what was logged; the caller has the stream's turn. */
  void wake() {
    Thread running = thread;
    if (running == null) {
      running = new Thread(this::run, "fieldstone-stream");
      running.setDaemon(true);
      thread = running;
      running.start();
    } else if (asleep) {
      LockSupport.unpark(running);
    }
  }

  /** Ends it; it is not inside the gate any more. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    int idle = 0;
    while (!stopped) {
      if (stream.needsLook()) {
        idle = 0;
        if (!look()) {
          return;
        }
      } else {
        if (++idle > LOOKS) {
          asleep = true;
          if (!stream.needsLook() && !stopped) {
            LockSupport.park(this);
          }
          asleep = false;
          idle = 0;
        }
        looks.rest(System.nanoTime());
      }
      LockSupport.parkNanos(this, looks.pauseNanos(System.nanoTime()));
    }
  }

  /** Returns whether the gate is open still. */
  private boolean look() {
    if (!stream.device().gate().tryEnter()) {
      return false;
    }
    try {
      stream.submitIfIdle(looks);
    } catch (FieldstoneException e) {
      // The device is lost; everybody else finds that out too.
      return false;
    } finally {
      stream.device().gate().leave(true);
    }
    return true;
  }
}
