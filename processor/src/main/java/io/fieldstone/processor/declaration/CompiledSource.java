// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.KernelMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.KernelSource.Spirv;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Strategies;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** Checks what a kernel has to have that is compiled here, rather than given as SPIR-V. */
final class CompiledSource {

  private static final String ENTRY_POINT = "main";

  /** What file systems take. */
  private static final int MAX_FILE_NAME = 255;

  private CompiledSource() {}

  static void check(KernelMethod kernel, Diagnostics diagnostics) {
    if (kernel.source() instanceof Spirv) {
      return;
    }
    Located<String> entryPoint = kernel.entryPoint();
    if (!entryPoint.value().equals(ENTRY_POINT)) {
      diagnostics.report(
          entryPoint.site(),
          KernelMessages.kernelEntryPoint(kernel.javaName(), entryPoint.value()));
    }
    String longest =
        kernel.strategies().texts().stream()
            .max(Comparator.comparingInt(String::length))
            .orElse("");
    String widest = LimbShape.ALL.get(LimbShape.ALL.size() - 1).toString();
    String resource = Strategies.in(kernel.spirv().value(), longest).replace("{shape}", widest);
    String file = resource.substring(resource.lastIndexOf('/') + 1);
    int bytes = file.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_FILE_NAME) {
      diagnostics.report(
          Site.of(kernel.element()),
          KernelMessages.kernelMethodLong(kernel.javaName(), file, bytes, MAX_FILE_NAME));
    }
  }
}
