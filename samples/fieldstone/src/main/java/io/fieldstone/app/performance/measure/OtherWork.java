// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How busy the machine is with something else, on average between looks. Where the system does not
 * say, it is thought to be idle. Not thread-safe.
 */
final class OtherWork {

  private static final double PERCENT = 100;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private boolean begun;
  private long lastLook;
  private double weighted;
  private double nanos;

  /** Looks at what was done since the last look; the first one only begins. */
  void look() {
    double all = system.getCpuLoad();
    double own = system.getProcessCpuLoad();
    long now = System.nanoTime();
    if (begun && all >= 0 && own >= 0) {
      weighted += Math.max(0, all - own) * (double) (now - lastLook);
      nanos += (double) (now - lastLook);
    }
    begun = true;
    lastLook = now;
  }

  /** Returns the percentage of all processors. */
  long percent() {
    return nanos == 0 ? 0 : Math.round(PERCENT * weighted / nanos);
  }
}
