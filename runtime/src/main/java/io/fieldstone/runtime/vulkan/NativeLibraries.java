// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import io.fieldstone.runtime.cache.AtomicFile;
import io.fieldstone.runtime.cache.CacheDirectory;
import io.fieldstone.runtime.cache.IoReasons;
import io.fieldstone.runtime.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.Configuration;

/**
 * Unpacks LWJGL's native libraries. LWJGL does so too, but into the temporary folder, where
 * processes that start at once write over what another one has mapped, and where nothing may be
 * executed on hardened machines. Here a file's place says its content, and it appears whole:
 *
 * <pre>
 *   cache folder/natives/SHA-256/liblwjgl.so
 * </pre>
 */
final class NativeLibraries {

  private static final Map<String, String> RESOURCE_FOLDERS =
      Map.of("lwjgl", "org/lwjgl/", "lwjgl_vma", "org/lwjgl/vma/");

  private NativeLibraries() {}

  /**
   * Has LWJGL load libraries that are unpacked here, unless it was told where they are.
   *
   * @throws ConfigurationException if no folder can hold them
   */
  static void prepare() {
    if (Configuration.BUNDLED_LIBRARY_NAME_MAPPER.get() != null
        || Configuration.LIBRARY_PATH.get() != null
        || Configuration.SHARED_LIBRARY_EXTRACT_PATH.get() != null
        || Configuration.SHARED_LIBRARY_EXTRACT_DIRECTORY.get() != null) {
      return;
    }
    Map<String, String> unpacked = new LinkedHashMap<>();
    RESOURCE_FOLDERS.forEach(
        (library, resourceFolder) -> {
          String file = System.mapLibraryName(library);
          byte[] content = bundled(platform() + resourceFolder + file);
          if (content.length > 0) {
            unpacked.put(library, unpack(content, file, folders()).toString());
          }
        });
    UnaryOperator<String> mapper = library -> unpacked.getOrDefault(library, library);
    Configuration.BUNDLED_LIBRARY_NAME_MAPPER.set(mapper);
  }

  /** Returns the folder of LWJGL's jars for this platform; its own class would load too much. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    return (os.startsWith("win") ? "windows" : os.startsWith("mac") ? "macos" : os)
        + (arch.equals("aarch64") ? "/arm64/" : "/x64/");
  }

  /**
   * Returns a library; empty if there is none, which LWJGL explains when it loads it. Neither Java
   * nor LWJGL notices one that is damaged, before it crashes.
   */
  private static byte[] bundled(String resource) {
    try {
      byte[] content = read(resource);
      byte[] sum = read("META-INF/" + resource + ".sha1"); // LWJGL's, beside each
      requireWhole(resource, content, new String(sum, StandardCharsets.US_ASCII).strip());
      return content;
    } catch (IOException e) {
      throw damaged(resource, IoReasons.of(e));
    }
  }

  private static byte[] read(String resource) throws IOException {
    try (@Nullable InputStream in =
        Configuration.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  /**
   * Throws if content is not what it was.
   *
   * @param sum its SHA-1, empty if that is not known
   */
  static void requireWhole(String resource, byte[] content, String sum) {
    if (content.length > 0 && !sum.isEmpty() && !sum.equals(digest("SHA-1", content))) {
      throw damaged(resource, "it has another SHA-1 than it had");
    }
  }

  private static ConfigurationException damaged(String resource, String how) {
    return new ConfigurationException(
        "the natives jar that has "
            + resource
            + " is damaged ("
            + how
            + "); download or copy it again");
  }

  /**
   * A folder that may hold libraries.
   *
   * @param path where it is, or why that is not known
   * @param shared whether others may write there too
   */
  record Folder(Supplier<Path> path, boolean shared) {}

  private static List<Folder> folders() {
    List<Folder> folders = new ArrayList<>();
    folders.add(
        new Folder(
            () ->
                CacheDirectory.locate(
                        System.getenv(),
                        System.getProperty("os.name", ""),
                        System.getProperty("user.home", ""))
                    .resolve("natives"),
            false));
    for (String shared :
        List.of(
            System.getenv().getOrDefault("XDG_RUNTIME_DIR", ""),
            System.getProperty("java.io.tmpdir", ""),
            "/var/tmp",
            "/dev/shm")) {
      if (!shared.isEmpty() && Path.of(shared).isAbsolute()) { // those of POSIX are not, on Windows
        folders.add(new Folder(() -> Path.of(shared), true));
      }
    }
    return folders;
  }

  /**
   * Returns the file with {@code content} in the first of {@code folders} that can hold it and lets
   * it be executed.
   *
   * @throws ConfigurationException if none can
   */
  static Path unpack(byte[] content, String name, List<Folder> folders) {
    List<String> problems = new ArrayList<>();
    for (Folder folder : folders) {
      try {
        Path path = folder.path().get();
        try {
          Path file =
              folder.shared() ? unpackShared(content, name, path) : unpack(content, name, path);
          // On a file system that is mounted noexec, nothing is.
          if (Files.isExecutable(file)) {
            return file;
          }
          problems.add(path + ": mounted noexec");
        } catch (IOException e) {
          problems.add(path + ": " + IoReasons.of(e));
        }
      } catch (ConfigurationException | InvalidPathException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    throw new ConfigurationException(
        "no folder can hold LWJGL's native libraries ("
            + String.join("; ", problems)
            + "); set XDG_CACHE_HOME (on Windows LOCALAPPDATA) to a folder that can be written and"
            + " whose files may be executed");
  }

  private static Path unpack(byte[] content, String name, Path folder) throws IOException {
    Path file = folder.resolve(digest("SHA-256", content)).resolve(name);
    if (!isWhole(file, content)) {
      try {
        AtomicFile.writeExecutable(file, content);
      } catch (IOException e) {
        // Windows replaces no library that is loaded: another process was faster.
        if (!isWhole(file, content)) {
          throw e;
        }
      }
    }
    return file;
  }

  private static boolean isWhole(Path file, byte[] content) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == content.length // which may be more than memory holds
        && Arrays.equals(Files.readAllBytes(file), content);
  }

  /** Where others may write, only what is new is surely this process's: it ends with it. */
  private static Path unpackShared(byte[] content, String name, Path folder) throws IOException {
    Path own = Files.createTempDirectory(folder, "fieldstone-natives");
    own.toFile().deleteOnExit();
    Path file = own.resolve(name);
    file.toFile().deleteOnExit();
    AtomicFile.writeExecutable(file, content);
    return file;
  }

  private static String digest(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
