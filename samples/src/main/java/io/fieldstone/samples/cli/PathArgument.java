// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a path as it is meant: one that ends with a separator is a folder. */
final class PathArgument implements ITypeConverter<Path> {

  @Override
  public Path convert(String value) {
    try {
      Path path = Path.of(value);
      String separator = path.getFileSystem().getSeparator();
      if ((value.endsWith("/") || value.endsWith(separator)) && !Files.isDirectory(path)) {
        throw new TypeConversionException("'" + value + "' names a folder; name a file");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new TypeConversionException(ErrorLines.message(e));
    }
  }
}
