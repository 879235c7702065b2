package dev.broadside.report;

import dev.broadside.measure.FolderPages;
import java.io.IOException;
import java.nio.file.Path;

/** The reports as pages of a run folder that whoever finishes the folder finds as a service. */
public final class ReportPages implements FolderPages {
  /** For {@link java.util.ServiceLoader}. */
  public ReportPages() {}

  @Override
  public void write(Path folder) throws IOException {
    try {
      Reports.writeAll(folder);
    } catch (ReportException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
