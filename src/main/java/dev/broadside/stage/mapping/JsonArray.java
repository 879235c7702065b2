package dev.broadside.stage.mapping;

import java.util.ArrayList;

/** An array out of JSON. AWS renders it as JSON, unlike a list that the template itself made. */
final class JsonArray extends ArrayList<Object> {
  private static final long serialVersionUID = 1;
}
