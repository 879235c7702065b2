package dev.broadside.measure;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Draws pages for people into a run folder that has its {@code summary.json}. Found through {@link
 * java.util.ServiceLoader}: whoever writes a folder need not know who draws it.
 */
public interface FolderPages {
  /** Draws them. */
  void write(Path folder) throws IOException;
}
