package dev.broadside.cli;

import dev.broadside.kube.JobRun;
import java.util.Map;

/** Injectors that are pods of a cluster. */
record PodInjectors(JobRun job) implements Injectors {

  @Override
  public boolean areOver() {
    return job.areOver();
  }

  @Override
  public Map<Integer, String> gone() {
    return job.gone();
  }

  @Override
  public String distrust() {
    return job.hopeless();
  }

  @Override
  public void stopped() {
    job.stopped();
  }

  @Override
  public void close() {
    job.close();
  }
}
