// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_SUCCESS;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.IntSupplier;

/** Calls Vulkan, and does something else before one function. Stateless. */
public final class HookedCalls {

  private HookedCalls() {}

  /**
   * Returns calls of which those of {@code method} begin with {@code hook}, and end with its result
   * unless that is {@code VK_SUCCESS}.
   */
  public static VulkanCalls before(String method, IntSupplier hook) {
    return (VulkanCalls)
        Proxy.newProxyInstance(
            VulkanCalls.class.getClassLoader(),
            new Class<?>[] {VulkanCalls.class},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                int result = hook.getAsInt();
                if (result != VK_SUCCESS) {
                  return result;
                }
              }
              try {
                return called.invoke(LwjglCalls.INSTANCE, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
