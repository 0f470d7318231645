// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.lwjgl.vulkan.VK10.VK_SUCCESS;

import io.fieldstone.runtime.vulkan.HookedCalls;
import io.fieldstone.runtime.vulkan.VulkanCalls;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Counts the pipelines that are made, holds some threads up before they do, or has them fail. */
final class PipelineWatch {

  private static final long PATIENCE_SECONDS = 60;

  private final AtomicInteger made = new AtomicInteger();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile Predicate<String> held = name -> false;
  private volatile int result = VK_SUCCESS;

  VulkanCalls calls() {
    return HookedCalls.before("createComputePipelines", this::making);
  }

  private int making() {
    made.incrementAndGet();
    if (!held.test(Thread.currentThread().getName())) {
      return VK_SUCCESS;
    }
    reached.countDown();
    await(released);
    return result;
  }

  /** Has threads whose name begins so wait, from now on and until {@link #release}. */
  void hold(String threads) {
    held = name -> name.startsWith(threads);
  }

  /** Lets them go on, and holds nobody any more. */
  void release() {
    released.countDown();
    held = name -> false;
  }

  /** Has threads whose name begins so fail. */
  void fail(String threads, int vkResult) {
    result = vkResult;
    released.countDown();
    hold(threads);
  }

  /** Waits until one is held up. */
  void awaitHeld() {
    await(reached);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns how many pipelines were made, or begun, so far. */
  int made() {
    return made.get();
  }
}
