// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_SUCCESS;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lwjgl.vulkan.VkInstance;
import org.lwjgl.vulkan.VkPhysicalDevice;

/**
 * Calls Vulkan, counts what is made and destroyed, and has a chosen call fail without being made.
 * Calls are counted from 1, from when a fault was last armed; what returns a {@code VkResult} is a
 * call that can fail. Thread-safe.
 *
 * <p>VK_ERROR_DEVICE_LOST is the result of all later calls on the device too, until another device
 * is made. Destroying still works then, and vkDeviceWaitIdle still waits, since the real device
 * runs.
 */
public final class FaultInjector {

  private static final int LOG_LINES = 100_000;

  private record Fault(@Nullable String method, long index, int result, boolean persistent) {

    boolean hits(String called, long call, long callOfMethod) {
      if (method != null && !method.equals(called)) {
        return false;
      }
      long at = method == null ? call : callOfMethod;
      boolean stays = persistent && result != VK_ERROR_DEVICE_LOST;
      return stays ? at >= index : at == index;
    }
  }

  private final VulkanCalls real;
  private final VulkanCalls calls;
  private final Map<String, Integer> live = new TreeMap<>();
  private final Map<String, Long> callsOfMethod = new HashMap<>();
  private final List<String> log = new ArrayList<>();
  private @Nullable Fault fault;
  private long count;
  private boolean lost;

  /** Makes an injector over {@code real} that does nothing yet. */
  public FaultInjector(VulkanCalls real) {
    this.real = real;
    this.calls =
        (VulkanCalls)
            Proxy.newProxyInstance(
                VulkanCalls.class.getClassLoader(),
                new Class<?>[] {VulkanCalls.class},
                (proxy, method, arguments) -> invoke(method, arguments));
  }

  /** Returns what calls through this injector. */
  public VulkanCalls calls() {
    return calls;
  }

  /** Arms a fault: the call of that number, of whatever function, results in {@code vkResult}. */
  public void failAt(long callIndex, int vkResult, boolean persistent) {
    arm(new Fault(null, callIndex, vkResult, persistent));
  }

  /** Arms a fault: the call of that number of a method results in {@code vkResult}. */
  public void failAt(String method, int occurrence, int vkResult, boolean persistent) {
    arm(new Fault(method, occurrence, vkResult, persistent));
  }

  /** Takes the fault back, and has a lost device work again, as far as Vulkan is concerned. */
  public void disarm() {
    arm(null);
  }

  private synchronized void arm(@Nullable Fault next) {
    fault = next;
    count = 0;
    callsOfMethod.clear();
    log.clear();
    lost = false;
  }

  /** Returns how many calls that can fail there were since a fault was last armed. */
  public synchronized long count() {
    return count;
  }

  /** Returns the names of those calls, with the result where it was injected; the first 100,000. */
  public synchronized List<String> log() {
    return List.copyOf(log);
  }

  /** Returns how many objects were made and not destroyed, of each kind of which there are any. */
  public synchronized Map<String, Integer> live() {
    return new TreeMap<>(live);
  }

  private @Nullable Object invoke(Method method, Object[] arguments) throws Throwable {
    if (method.getReturnType() != int.class) {
      Object result = callReal(method, arguments);
      destroyed(method.getName(), arguments);
      return result;
    }
    Integer injected = injected(method);
    if (injected != null) {
      if (injected == VK_ERROR_DEVICE_LOST && method.getName().equals("deviceWaitIdle")) {
        callReal(method, arguments);
      }
      return injected;
    }
    Object result = callReal(method, arguments);
    if (result instanceof Integer code && code == VK_SUCCESS) {
      made(method.getName());
    }
    return result;
  }

  private @Nullable Object callReal(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private synchronized @Nullable Integer injected(Method method) {
    String name = method.getName();
    count++;
    long ofMethod = callsOfMethod.merge(name, 1L, Long::sum);
    if (name.equals("createDevice")) {
      lost = false;
    }
    Integer injected = null;
    if (fault != null && fault.hits(name, count, ofMethod)) {
      injected = fault.result();
      lost |= injected == VK_ERROR_DEVICE_LOST;
    } else if (lost && onDevice(method)) {
      injected = VK_ERROR_DEVICE_LOST;
    }
    if (log.size() < LOG_LINES) {
      log.add(injected == null ? name : name + " -> " + injected);
    }
    return injected;
  }

  private static boolean onDevice(Method method) {
    Class<?> owner = method.getParameterTypes()[0];
    return owner != VkInstance.class
        && owner != VkPhysicalDevice.class
        && !method.getName().endsWith("Instance")
        && !method.getName().startsWith("enumerateInstance");
  }

  private synchronized void made(String method) {
    String kind = kind(method, "create");
    if (kind != null) {
      add(kind, 1);
    }
  }

  private synchronized void destroyed(String method, Object[] arguments) {
    String kind = kind(method, "destroy");
    Object handle = arguments[method.equals("vmaDestroyBuffer") ? 1 : arguments.length - 1];
    if (kind != null && !handle.equals(0L)) {
      add(kind, -1);
    }
  }

  private void add(String kind, int difference) {
    if (live.merge(kind, difference, Integer::sum) == 0) {
      live.remove(kind);
    }
  }

  /** Returns {@code Device} for {@code createDevice}, {@code VmaPool} for {@code vmaCreatePool}. */
  private static @Nullable String kind(String method, String verb) {
    if (method.equals("createComputePipelines")) {
      return kind("createPipeline", verb);
    }
    if (method.equals(verb.equals("create") ? "allocateMemory" : "freeMemory")) {
      return "Memory";
    }
    String vmaVerb = "vma" + Character.toUpperCase(verb.charAt(0)) + verb.substring(1);
    if (method.startsWith(vmaVerb)) {
      return "Vma" + method.substring(vmaVerb.length());
    }
    return method.startsWith(verb) ? method.substring(verb.length()) : null;
  }
}
