// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a path as it is meant: one that ends with a separator is a folder. */
final class PathArgument implements ITypeConverter<Path> {

  /** What stands where an argument has bytes that are not encoded as the locale says. */
  private static final char REPLACEMENT = '\ufffd';

  private final FileSystem files;

  PathArgument(FileSystem files) {
    this.files = files;
  }

  @Override
  public Path convert(String value) {
    if (value.isEmpty()) { // to Java, the working folder
      throw new TypeConversionException("'" + value + "' names nothing; name a file");
    }
    if (value.indexOf(REPLACEMENT) >= 0) {
      throw new TypeConversionException(
          "'"
              + value
              + "' has bytes that are no letters, in place of which Java sees another name; name"
              + " another file");
    }
    try {
      Path path = files.getPath(value);
      String separator = files.getSeparator();
      if ((value.endsWith("/") || value.endsWith(separator)) && !Files.isDirectory(path)) {
        throw new TypeConversionException("'" + value + "' names a folder; name a file");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new TypeConversionException(ErrorLines.message(e));
    }
  }
}
