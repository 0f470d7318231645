// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_SUCCESS;

import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.vulkan.LwjglCalls;
import io.fieldstone.runtime.vulkan.VulkanCalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkInstance;
import org.lwjgl.vulkan.VkPhysicalDevice;

/**
 * Vulkan, of which chosen calls fail without being made. Where that is the loss of the device,
 * nothing runs on it any more, and all later calls on it fail too; the next one that is opened is
 * well. Thread-safe.
 */
public final class FailingVulkan {

  private final Map<String, Integer> calls = new TreeMap<>();
  private @Nullable VkDevice device;
  private String method = "";
  private int occurrence;
  private int result;

  /** Held by who uses queues: a loss waits for them at any time. */
  private final Object queues = new Object();

  private boolean failed;
  private int buffers;

  /** Opens a backend over it. */
  public PersistentBackend open(BackendOptions options) {
    VulkanCalls proxy =
        (VulkanCalls)
            Proxy.newProxyInstance(
                VulkanCalls.class.getClassLoader(),
                new Class<?>[] {VulkanCalls.class},
                (self, called, arguments) -> invoke(called, arguments));
    return PersistentBackend.open(options, KernelRegistry.load(), proxy, UnaryOperator.identity());
  }

  /** Has calls of a method fail, from one on, the first being 1 from now on. */
  public synchronized void fail(String vulkanMethod, int vulkanOccurrence, int vulkanResult) {
    method = vulkanMethod;
    occurrence = vulkanOccurrence;
    result = vulkanResult;
    failed = false;
    calls.clear();
  }

  /** Has no call fail, and counts them from here on. */
  public void mend() {
    fail("", 0, 0);
  }

  /** Returns whether the call has failed. */
  public synchronized boolean hasFailed() {
    return failed;
  }

  /** Returns how often each method was called that can fail. */
  public synchronized Map<String, Integer> calls() {
    return new TreeMap<>(calls);
  }

  /** Returns how many buffers there are. */
  public synchronized int buffers() {
    return buffers;
  }

  private @Nullable Object invoke(Method called, Object[] arguments) throws Throwable {
    if (called.getReturnType() == int.class && fails(called, arguments[0])) {
      return result;
    }
    Object returned =
        usesQueues(called) ? callAlone(called, arguments) : callReal(called, arguments);
    switch (called.getName()) {
      case "vmaCreateBuffer" -> count(Integer.valueOf(VK_SUCCESS).equals(returned) ? 1 : 0);
      case "vmaDestroyBuffer" -> count(-1);
      default -> {}
    }
    return returned;
  }

  private synchronized void count(int made) {
    buffers += made;
  }

  private synchronized boolean fails(Method called, Object owner) {
    String name = called.getName();
    int count = calls.merge(name, 1, Integer::sum);
    if (name.equals("createDevice")) {
      method = "";
      failed = false;
      device = null;
    } else if (owner instanceof VkDevice of) {
      device = of;
    }
    boolean isLoss = result == VK_ERROR_DEVICE_LOST;
    if (failed && isLoss) {
      return isOnDevice(called);
    }
    if (!name.equals(method) || count < occurrence) {
      return false;
    }
    failed = true;
    if (isLoss && device != null) {
      synchronized (queues) {
        LwjglCalls.INSTANCE.deviceWaitIdle(device);
      }
    }
    return true;
  }

  private static boolean usesQueues(Method called) {
    return called.getName().equals("queueSubmit") || called.getName().equals("deviceWaitIdle");
  }

  private @Nullable Object callAlone(Method called, Object[] arguments) throws Throwable {
    synchronized (queues) {
      return callReal(called, arguments);
    }
  }

  private static boolean isOnDevice(Method called) {
    Class<?> owner = called.getParameterTypes()[0];
    return owner != VkInstance.class
        && owner != VkPhysicalDevice.class
        && !called.getName().endsWith("Instance")
        && !called.getName().startsWith("enumerateInstance");
  }

  private static @Nullable Object callReal(Method called, Object[] arguments) throws Throwable {
    try {
      return called.invoke(LwjglCalls.INSTANCE, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
