package dev.broadside.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Finds profiles: the bundled ones by name, others by the path of a YAML file. */
public final class Profiles {
  /** The one that adds nothing. */
  public static final String IDEAL = "ideal";

  private static final List<String> BUNDLED = List.of(IDEAL, "aws");

  private Profiles() {}

  /** The profile that a user named. */
  public static Profile find(String nameOrPath) throws ProfileException {
    if (BUNDLED.contains(nameOrPath)) {
      return bundled(nameOrPath);
    }
    try {
      Path file = Path.of(nameOrPath);
      if (Files.isRegularFile(file)) {
        return ProfileReader.read(nameOrPath, nameOrPath, Files.readString(file));
      }
    } catch (IOException | InvalidPathException e) {
      throw new ProfileException(
          "the profile %s cannot be read (%s): is it a YAML file in UTF-8?"
              .formatted(nameOrPath, e),
          e);
    }
    throw new ProfileException(
        "there is no profile '%s': bundled are %s; any other is the path of a YAML file"
            .formatted(nameOrPath, String.join(" and ", BUNDLED)));
  }

  /** The profile that adds nothing. */
  public static Profile ideal() {
    try {
      return bundled(IDEAL);
    } catch (ProfileException e) {
      throw new AssertionError("a bundled profile is broken", e);
    }
  }

  private static Profile bundled(String name) throws ProfileException {
    String file = "/profiles/" + name + ".yaml";
    try (InputStream in = Profiles.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new ProfileException("the bundled profile " + name + " is missing: build again");
      }
      return ProfileReader.read(name, file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ProfileException("the bundled profile " + name + " cannot be read: " + e, e);
    }
  }
}
