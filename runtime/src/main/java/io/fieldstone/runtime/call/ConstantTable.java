// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.KernelResourceException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.ConstantsDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.vector.ElementWords;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table of constants of a kernel's declaration in a buffer of the device, in the form that the
 * kernel sees. Owned by the pipeline that binds it. Immutable.
 */
final class ConstantTable {

  private final OpenDevice device;
  private final GpuBuffer buffer;

  private ConstantTable(OpenDevice device, GpuBuffer buffer) {
    this.device = device;
    this.buffer = buffer;
  }

  /** Returns the buffer. */
  GpuBuffer buffer() {
    return buffer;
  }

  /** Frees the buffer, which nothing uses any more. */
  void free() {
    device.memory().free(buffer);
  }

  /**
   * Returns the values of a table.
   *
   * @throws ElementRangeException naming the first that is not below the modulus
   * @throws KernelResourceException if the resource is not there or empty, or what stands there is
   *     no number
   */
  static List<BigInteger> values(
      KernelDescriptor kernel, ConstantsDescriptor constants, Field<?> field) {
    List<String> texts =
        constants.resource().isEmpty()
            ? constants.values().stream().flatMap(ConstantTable::numbers).toList()
            : numbers(kernel, constants.resource());
    List<BigInteger> values = new ArrayList<>(texts.size());
    for (String text : texts) {
      BigInteger value = parse(kernel, constants, values.size(), text);
      if (value.signum() < 0 || value.compareTo(field.modulus()) >= 0) {
        throw new ElementRangeException(
            name(kernel, constants, values.size())
                + " is not in [0, p) of "
                + field
                + ": "
                + ElementWords.hex(value));
      }
      values.add(value);
    }
    return values;
  }

  private static String name(KernelDescriptor kernel, ConstantsDescriptor constants, int index) {
    return "constant "
        + index
        + " of set "
        + constants.set()
        + ", binding "
        + constants.binding()
        + " of "
        + kernel;
  }

  private static BigInteger parse(
      KernelDescriptor kernel, ConstantsDescriptor constants, int index, String text) {
    try {
      return text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    } catch (NumberFormatException e) {
      throw new KernelResourceException(
          name(kernel, constants, index) + " is no number: \"" + text + "\"", e);
    }
  }

  private static Stream<String> numbers(String text) {
    return Stream.of(text.strip().split("\\s+")).filter(number -> !number.isEmpty());
  }

  private static List<String> numbers(KernelDescriptor kernel, String resource) {
    try (InputStream in = SpirvResource.open(kernel, resource)) {
      if (in == null) {
        throw SpirvResource.missing(kernel, resource);
      }
      List<String> numbers =
          new String(in.readAllBytes(), UTF_8)
              .lines()
              .map(line -> line.split("#", 2)[0])
              .flatMap(ConstantTable::numbers)
              .toList();
      if (numbers.isEmpty()) {
        throw new KernelResourceException(
            "resource " + resource + " of kernel " + kernel + " has no constants");
      }
      return numbers;
    } catch (IOException e) {
      throw SpirvResource.unreadable(kernel, resource, e);
    }
  }

  /**
   * Makes a table, inside the gate.
   *
   * @param form the form of the call
   */
  static ConstantTable make(KernelCode kernel, ConstantsDescriptor constants, ElementForm form) {
    OpenDevice device = kernel.device();
    Field<?> field = kernel.field();
    List<BigInteger> values = values(kernel.descriptor(), constants, field);
    boolean encode =
        constants.form() == Form.MONTGOMERY
            || (constants.form() == Form.OF_CALL && form == ElementForm.MONTGOMERY);
    GpuBuffer host = device.memory().allocateHost((long) values.size() * field.elementBytes());
    boolean kept = false;
    try {
      long at = host.address();
      for (BigInteger value : values) {
        BigInteger element = encode ? value.multiply(field.r()).mod(field.modulus()) : value;
        ElementWords.store(element, field.shape(), at);
        at += field.elementBytes();
      }
      kept = device.plan().report().type() == DeviceType.CPU; // whose memory is the host's
      return new ConstantTable(device, kept ? host : copy(device, host));
    } finally {
      if (!kept) {
        device.memory().free(host);
      }
    }
  }

  private static GpuBuffer copy(OpenDevice device, GpuBuffer host) {
    GpuBuffer target = device.memory().allocateDevice(host.bytes());
    boolean done = false;
    try (CommandStream commands = new CommandStream(device, device.compute())) {
      commands.begin();
      commands.copy(host, 0, target, 0, host.bytes());
      commands.barrier();
      commands.end();
      commands.submit();
      commands.await();
      done = true;
      return target;
    } finally {
      if (!done) {
        device.memory().free(target);
      }
    }
  }
}
