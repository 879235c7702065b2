package dev.broadside.stage.sources;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a function's answer says of its batch. */
sealed interface Verdict {
  /** Insists that nothing follows the answer. */
  ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** All of it is done. */
  record Done() implements Verdict {}

  /** None of it counts as done. */
  record Failed() implements Verdict {}

  /** All of it is done but some records, at least one. */
  record PartlyFailed(Set<String> ids) implements Verdict {}

  /**
   * Reads an answer as Lambda does (developer guide, services-sqs-errorhandling and
   * services-ddb-batchfailurereporting): nothing, null, or no failures named is success; what is no
   * JSON or names a failure wrongly is a failure of the whole batch. That a name which the batch
   * does not have is such a wrong one is not documented for every source, and the safe reading.
   *
   * @param answer nothing where the function failed
   * @param reports whether the mapping has {@code ReportBatchItemFailures}
   * @param batch the ids in the batch
   */
  static Verdict of(Optional<byte[]> answer, boolean reports, Set<String> batch) {
    if (answer.isEmpty()) {
      return new Failed();
    }
    if (!reports || answer.get().length == 0) {
      return new Done();
    }
    try {
      return of(JSON.readTree(answer.get()), batch);
    } catch (IOException notJson) {
      return new Failed();
    }
  }

  private static Verdict of(JsonNode answer, Set<String> batch) {
    JsonNode failures = answer.path("batchItemFailures");
    if (answer.isNull() || (answer.isObject() && isNothing(failures))) {
      return new Done();
    }
    if (!failures.isArray()) {
      return new Failed();
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode failure : failures) {
      JsonNode id = failure.path("itemIdentifier");
      if (!id.isTextual() || !batch.contains(id.textValue())) {
        return new Failed();
      }
      ids.add(id.textValue());
    }
    return ids.isEmpty() ? new Done() : new PartlyFailed(ids);
  }

  private static boolean isNothing(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
