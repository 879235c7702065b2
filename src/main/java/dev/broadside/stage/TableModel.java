package dev.broadside.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.aws.Profile;
import dev.broadside.aws.Profile.Service;
import dev.broadside.template.Template;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a profile makes of the tables: how long a call takes, what it refuses, what it hides. */
final class TableModel {
  private static final double PAGE_BYTES = 1 << 20;
  private static final String RETURN = "ReturnValues";

  private final Cloud cloud;
  private final @Nullable TableCeilings ceilings;
  private final @Nullable IndexLag lag;
  private final CloudCounters counters;

  private final Map<String, Template.Table> schemas = new ConcurrentHashMap<>();

  private TableModel(Cloud cloud, CloudCounters counters) {
    Profile.Tables limits = cloud.profile().tables();
    this.cloud = cloud;
    this.ceilings =
        limits.haveCeilings() ? new TableCeilings(limits, schemas, cloud.nanoTime()) : null;
    this.lag =
        limits.lag().isNone()
            ? null
            : new IndexLag(schemas, cloud::lagNanos, cloud.nanoTime(), IndexLag.MOST);
    this.counters = counters;
  }

  /** Null where the profile leaves tables as they are. */
  static @Nullable TableModel of(Cloud cloud, CloudCounters counters) {
    TableModel model = new TableModel(cloud, counters);
    boolean adds = model.ceilings != null || model.lag != null;
    return adds || cloud.delays(Service.DYNAMODB) || cloud.delays(Service.PAGE) ? model : null;
  }

  /** A table that there is. */
  void know(Template.Table table) {
    schemas.put(table.name(), table);
  }

  /** The ceiling that refuses {@code call}, or null. */
  TableCeilings.@Nullable Met refuses(TableCall call) {
    return ceilings == null || !call.takesUnits() ? null : ceilings.refuses(call);
  }

  /** Whether DynamoDB must say what {@code call} takes. */
  boolean wantsUnits(TableCall call) {
    return ceilings != null && call.takesUnits();
  }

  void charge(TableCall call, double units) {
    if (ceilings != null && call.takesUnits()) {
      ceilings.charge(call, units);
    }
  }

  /** The body to send on where it differs: a write is asked for what was there before. */
  @Nullable ByteBuf body(TableCall call) {
    if (lag == null || !lag.wantsOld(call) || !isSilent(call)) {
      return null;
    }
    ObjectNode asking = call.body().deepCopy();
    asking.put(RETURN, "ALL_OLD");
    return bytes(asking);
  }

  /** Whether the caller wants nothing of the item back. */
  private static boolean isSilent(TableCall call) {
    return call.body().path(RETURN).asText("NONE").equals("NONE");
  }

  /** The answer as the caller gets it, which it has to release; null where it stays as it is. */
  @Nullable ByteBuf answer(TableCall call, ByteBuf answer) {
    IndexLag hiding = lag;
    boolean write = call.isWrite();
    if (hiding == null || !(write || hiding.concerns(call))) {
      return null;
    }
    TableCall read = TableCall.of("", answer);
    if (read == null) {
      return null;
    }
    ObjectNode body = read.body();
    if (!write) {
      int hidden = hiding.hideIn(call, body);
      counters.hiddenByIndexLag(hidden);
      return hidden == 0 ? null : bytes(body);
    }
    hiding.wrote(call, old(call, body));
    boolean ours = hiding.wantsOld(call) && isSilent(call);
    return ours && body.remove("Attributes") != null ? bytes(body) : null;
  }

  private static @Nullable JsonNode old(TableCall call, ObjectNode answer) {
    boolean told = isSilent(call) || call.body().path(RETURN).asText().equals("ALL_OLD");
    JsonNode old = answer.get("Attributes");
    return told ? (old == null ? MissingNode.getInstance() : old) : null;
  }

  /** How long a call takes from its arrival until its answer, which has {@code bytes}. */
  long nanos(TableCall call, int bytes) {
    long request = cloud.delayNanos(Service.DYNAMODB);
    double share = Math.min(1, bytes / PAGE_BYTES);
    return TableCall.isLookup(call.operation())
        ? request + Math.round(cloud.delayNanos(Service.PAGE) * share)
        : request;
  }

  private static ByteBuf bytes(ObjectNode node) {
    try {
      return Unpooled.wrappedBuffer(TableCall.JSON.writeValueAsBytes(node));
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree can always be written", e);
    }
  }
}
