package dev.broadside.measure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Broadside's own version, as the build wrote it. */
public final class Version {
  private Version() {}

  /** The version. */
  public static String current() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/broadside.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("broadside.properties cannot be read", e);
    }
    return properties.getProperty("version", "unknown");
  }
}
