// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.runtime.cache.IoReasons;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Standard output that knows why it could not be written: other writers only say that. */
final class StandardOutput extends PrintWriter {

  private final RememberingStream stream;

  private StandardOutput(RememberingStream stream, Charset charset) {
    super(new OutputStreamWriter(stream, charset));
    this.stream = stream;
  }

  static StandardOutput over(OutputStream stream, Charset charset) {
    return new StandardOutput(new RememberingStream(stream), charset);
  }

  private static final class RememberingStream extends FilterOutputStream {

    private @Nullable IOException failure;

    RememberingStream(OutputStream stream) {
      super(stream);
    }

    private interface Step {
      void run() throws IOException;
    }

    private void remember(Step step) throws IOException {
      try {
        step.run();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        }
        throw e;
      }
    }

    @Override
    public void write(int oneByte) throws IOException {
      remember(() -> out.write(oneByte));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      remember(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      remember(out::flush);
    }
  }

  /** Returns why {@code writer}, flushed here, lost something; null if it did not. */
  static @Nullable String failure(PrintWriter writer) {
    if (!writer.checkError()) {
      return null;
    }
    return writer instanceof StandardOutput output && output.stream.failure != null
        ? IoReasons.of(output.stream.failure)
        : "it is full or closed";
  }
}
