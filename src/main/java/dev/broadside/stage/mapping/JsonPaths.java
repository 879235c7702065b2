package dev.broadside.stage.mapping;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.AbstractJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** JSONPath, in the dialect that AWS names ("JSONPath for Java"), over a document that was read. */
final class JsonPaths {
  private static final int LONGEST = 1_024;

  /** What the library does between two looks at a value costs about as much as so many steps. */
  private static final int LOOK = 10;

  private static final JacksonMappingProvider MAPPING = new JacksonMappingProvider();

  private JsonPaths() {}

  /** What is at a path, which may be JSON's null. */
  record Found(@Nullable Object value) {}

  /**
   * What is wrong with {@code path} whatever the document, in one sentence; null where nothing is.
   */
  static @Nullable String refusal(String path) {
    if (isUnmetered(path)) {
      return unmetered(path);
    }
    try {
      JsonPath.compile(path);
      return null;
    } catch (JsonPathException | IllegalArgumentException | IndexOutOfBoundsException invalid) {
      return "'" + path + "' is no JSONPath.";
    }
  }

  private static boolean isUnmetered(String path) {
    return path.length() > LONGEST || path.contains("=~");
  }

  private static String unmetered(String path) {
    return "The JSONPath '%.60s' is longer than %d characters, or has a regular expression (=~)."
        .formatted(path, LONGEST);
  }

  /** Finds a value, or a list where the path can mean several; null where nothing is. */
  static @Nullable Found find(@Nullable Object document, String path, Budget budget) {
    if (path.equals("$")) {
      return new Found(document);
    }
    if (document == null) {
      return null;
    }
    if (isUnmetered(path)) {
      throw new RenderingStop(unmetered(path));
    }
    try {
      return new Found(JsonPath.compile(path).read(document, configuration(budget)));
    } catch (PathNotFoundException missing) {
      return null;
    } catch (InvalidPathException invalid) {
      throw new RenderingStop("'" + path + "' is no JSONPath.");
    } catch (JsonPathException | IllegalArgumentException | ClassCastException failed) {
      throw new RenderingStop("The JSONPath '" + path + "' fails here: " + failed.getMessage());
    }
  }

  private static Configuration configuration(Budget budget) {
    return Configuration.builder()
        .jsonProvider(new Metered(budget))
        .mappingProvider(MAPPING)
        .build();
  }

  /** Lets the library at our values, and counts how often it looks. */
  private static final class Metered extends AbstractJsonProvider {
    private final Budget budget;

    Metered(Budget budget) {
      this.budget = budget;
    }

    @Override
    public boolean isMap(Object value) {
      budget.steps(LOOK);
      return super.isMap(value);
    }

    @Override
    public boolean isArray(Object value) {
      budget.steps(LOOK);
      return super.isArray(value);
    }

    @Override
    public Collection<String> getPropertyKeys(Object value) {
      Collection<String> keys = super.getPropertyKeys(value);
      budget.steps(keys.size());
      return keys;
    }

    @Override
    public Object createArray() {
      return new JsonArray();
    }

    @Override
    public Object createMap() {
      return new LinkedHashMap<String, Object>();
    }

    @Override
    public Object parse(String json) {
      throw new UnsupportedOperationException("JSON inside a JSONPath is not supported");
    }

    @Override
    public Object parse(InputStream json, String charset) {
      throw new UnsupportedOperationException("JSON inside a JSONPath is not supported");
    }

    @Override
    public String toJson(Object value) {
      return new Values(budget).json(value);
    }
  }
}
