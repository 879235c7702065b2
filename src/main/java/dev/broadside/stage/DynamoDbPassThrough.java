package dev.broadside.stage;

import dev.broadside.template.Template;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes DynamoDB calls on to where the tables are, and counts them by function; for Scan and Query
 * also the pages, items and read units. Under a profile it refuses, delays and hides as {@link
 * TableModel} says.
 */
final class DynamoDbPassThrough {
  private static final String TARGET = "X-Amz-Target";
  private static final String SERVICE = "DynamoDB_20120810.";

  private final PassThrough dynamoDb =
      new PassThrough("DynamoDB", "com.amazonaws.dynamodb.v20120810#ServiceUnavailable");
  private final Counters counters;
  private final TableFaults tableFaults;
  private final @Nullable TableModel model;

  DynamoDbPassThrough(Counters counters, TableFaults tableFaults, @Nullable TableModel model) {
    this.counters = counters;
    this.tableFaults = tableFaults;
    this.model = model;
  }

  /** The tables are ready. */
  void open(HttpPools pools) {
    dynamoDb.open(pools);
  }

  /** Tables that there are, beside those that it knows already. */
  void know(List<Template.Table> tables) {
    for (Template.Table table : tables) {
      tableFaults.know(table.name());
      if (model != null) {
        model.know(table);
      }
    }
  }

  /** Which tables are refused on demand. */
  TableFaults tableFaults() {
    return tableFaults;
  }

  boolean isFor(FullHttpRequest request) {
    String target = request.headers().get(TARGET);
    return request.method().equals(HttpMethod.POST) && target != null && target.startsWith(SERVICE);
  }

  void handle(HttpExchange exchange) {
    FullHttpRequest request = exchange.request();
    String caller = Caller.of(request.headers());
    counters.request(caller);
    String operation = request.headers().get(TARGET).substring(SERVICE.length());
    // Only a profile and a fault need to know what is in the body.
    TableCall call =
        model != null || tableFaults.any() ? TableCall.of(operation, request.content()) : null;
    DynamoDbError refusal = call == null ? null : refusal(call);
    if (refusal != null) {
      counters.cloud().throttledCall();
      exchange.respond(refusal.response());
      return;
    }
    Passing passing = new Passing(caller, TableCall.isLookup(operation), call);
    ByteBuf body = passing.body(request.content());
    dynamoDb.pass(exchange, body, passing::seen, passing::waitNanos);
  }

  private @Nullable DynamoDbError refusal(TableCall call) {
    for (String table : call.tables()) {
      if (tableFaults.refuses(table)) {
        return DynamoDbError.partition(table, call.isWrite());
      }
    }
    TableCeilings.Met met = model == null ? null : model.refuses(call);
    if (met == null) {
      return null;
    }
    return switch (met) {
      case TABLE -> DynamoDbError.table();
      case PARTITION -> DynamoDbError.partition(call.tables().iterator().next(), call.isWrite());
    };
  }

  /** One call on its way there and back. */
  private final class Passing {
    private final String caller;
    private final boolean lookup;
    private final @Nullable TableCall call;
    private final long beganNanos = System.nanoTime();
    private boolean asked;
    private boolean ours;

    Passing(String caller, boolean lookup, @Nullable TableCall call) {
      this.caller = caller;
      this.lookup = lookup;
      this.call = call;
    }

    ByteBuf body(ByteBuf content) {
      ByteBuf changed = call == null || model == null ? null : model.body(call);
      ByteBuf body = changed == null ? content.retainedDuplicate() : changed;
      if (!lookup && (model == null || call == null || !model.wantsUnits(call))) {
        return body;
      }
      try {
        ConsumedCapacity.Asked asking = ConsumedCapacity.asked(body);
        body.release();
        asked = true;
        ours = asking.ours();
        return asking.body();
      } catch (IOException notJson) {
        // DynamoDB itself says best what is wrong with it.
        return body;
      }
    }

    /** The answer as the caller asked for it: the same, or one that belongs to the caller. */
    FullHttpResponse seen(FullHttpResponse response) {
      if (!response.status().equals(HttpResponseStatus.OK)) {
        return response;
      }
      FullHttpResponse counted = asked ? counted(response) : response;
      ByteBuf other = call == null || model == null ? null : model.answer(call, counted.content());
      if (other == null) {
        return counted;
      }
      FullHttpResponse passed = replaced(response, other);
      if (counted != response) {
        counted.release();
      }
      return passed;
    }

    private FullHttpResponse counted(FullHttpResponse response) {
      try {
        ConsumedCapacity consumed = ConsumedCapacity.read(response.content());
        count(consumed);
        return ours ? replaced(response, consumed.cutFrom(response.content())) : response;
      } catch (IOException e) {
        System.getLogger(DynamoDbPassThrough.class.getName())
            .log(System.Logger.Level.WARNING, "an answer of DynamoDB could not be counted", e);
        return response;
      }
    }

    private void count(ConsumedCapacity consumed) {
      Double units = consumed.units();
      if (lookup) {
        counters.page(caller, consumed.count(), units);
      }
      if (model != null && call != null && units != null) {
        model.charge(call, units);
      }
    }

    private static FullHttpResponse replaced(FullHttpResponse response, ByteBuf content) {
      FullHttpResponse other = response.replace(content);
      if (other.headers().contains(DynamoDbError.CRC32_HEADER)) {
        DynamoDbError.setCrc32(other);
      }
      return other;
    }

    /** What is left of the time that the profile gives this call. */
    long waitNanos(FullHttpResponse answer) {
      return call == null || model == null
          ? 0
          : model.nanos(call, answer.content().readableBytes()) - (System.nanoTime() - beganNanos);
    }
  }
}
