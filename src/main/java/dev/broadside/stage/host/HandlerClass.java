package dev.broadside.stage.host;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function's handler, found and checked: which class, which method, and how JSON becomes its
 * parameter. Conversion is done by the library that Lambda's own runtime uses.
 */
final class HandlerClass {
  private final FunctionSpec spec;
  private final Constructor<?> constructor;
  private final Method method;
  private final Codec codec;

  private HandlerClass(FunctionSpec spec, Constructor<?> constructor, Method method, Codec codec) {
    this.spec = spec;
    this.constructor = constructor;
    this.method = method;
    this.codec = codec;
  }

  /** How a stream of JSON goes into the method and its result comes out. */
  private sealed interface Codec {
    /** The method reads and writes the streams itself. */
    record Streams() implements Codec {}

    /** The method takes and gives objects; without a parameter there is no input. */
    record Objects(@Nullable PojoSerializer<Object> input, PojoSerializer<Object> output)
        implements Codec {}
  }

  /** Finds what {@code spec.handler()} names, or says precisely what is missing. */
  static HandlerClass find(FunctionSpec spec) throws HandlerException {
    String[] parts = spec.handler().split("::", 2);
    Class<?> type = load(spec, parts[0]);
    Method method = parts.length == 2 ? method(spec, type, parts[1]) : interfaceMethod(spec, type);
    return new HandlerClass(spec, constructor(spec, type), method, codec(method));
  }

  private static Class<?> load(FunctionSpec spec, String name) throws HandlerException {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new HandlerException(
          "function %s: its handler class %s cannot be loaded (%s): name its jar or folder with --code"
              .formatted(spec.name(), name, e),
          e);
    }
  }

  private static Method interfaceMethod(FunctionSpec spec, Class<?> type) throws HandlerException {
    if (!RequestHandler.class.isAssignableFrom(type)
        && !RequestStreamHandler.class.isAssignableFrom(type)) {
      throw new HandlerException(
          "function %s: %s is neither a RequestHandler nor a RequestStreamHandler; name its method as %s::method"
              .formatted(spec.name(), type.getName(), type.getName()));
    }
    return method(spec, type, "handleRequest");
  }

  /** Of several public methods of that name Lambda takes the one with the most parameters. */
  private static Method method(FunctionSpec spec, Class<?> type, String name)
      throws HandlerException {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getName().equals(name) && !m.isBridge() && isCallable(m))
        .max(Comparator.comparingInt(Method::getParameterCount))
        .orElseThrow(
            () ->
                new HandlerException(
                    "function %s: %s has no public method %s(event), %s(event, Context) or %s(InputStream, OutputStream, Context)"
                        .formatted(spec.name(), type.getName(), name, name, name)));
  }

  private static boolean isCallable(Method method) {
    List<Class<?>> rest = inputParameters(method);
    return rest.size() <= 1 || isStreams(rest);
  }

  /** The parameters without the context at their end. */
  private static List<Class<?>> inputParameters(Method method) {
    List<Class<?>> all = List.of(method.getParameterTypes());
    boolean context = !all.isEmpty() && all.getLast() == Context.class;
    return context ? all.subList(0, all.size() - 1) : all;
  }

  private static boolean isStreams(List<Class<?>> parameters) {
    return parameters.equals(List.of(InputStream.class, OutputStream.class));
  }

  private static Constructor<?> constructor(FunctionSpec spec, Class<?> type)
      throws HandlerException {
    try {
      if (Modifier.isAbstract(type.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
        throw new NoSuchMethodException("it is abstract or not public");
      }
      return type.getConstructor();
    } catch (NoSuchMethodException e) {
      throw new HandlerException(
          "function %s: %s needs to be a public class with a public constructor without parameters"
              .formatted(spec.name(), type.getName()),
          e);
    }
  }

  private static Codec codec(Method method) {
    List<Class<?>> input = inputParameters(method);
    if (isStreams(input)) {
      return new Codec.Streams();
    }
    PojoSerializer<Object> in =
        input.isEmpty() ? null : serializer(method.getGenericParameterTypes()[0]);
    return new Codec.Objects(in, serializer(method.getGenericReturnType()));
  }

  @SuppressWarnings("unchecked") // The library's own loaders are typed by Class or by Type.
  private static PojoSerializer<Object> serializer(Type type) {
    if (type instanceof Class<?> c && LambdaEventSerializers.isLambdaSupportedEvent(c.getName())) {
      return LambdaEventSerializers.serializerFor((Class<Object>) c, c.getClassLoader());
    }
    Type known = type instanceof TypeVariable<?> || type == void.class ? Object.class : type;
    return JacksonFactory.getInstance().getSerializer(known);
  }

  /** Makes one more handler object, as a new Lambda environment would. */
  Handler instantiate() throws HandlerException {
    try {
      return new Bound(constructor.newInstance());
    } catch (InvocationTargetException e) {
      throw new HandlerException(
          "function %s: the constructor of %s threw %s"
              .formatted(spec.name(), constructor.getDeclaringClass().getName(), e.getCause()),
          e);
    } catch (ReflectiveOperationException e) {
      throw new HandlerException(
          "function %s: %s cannot be created (%s)"
              .formatted(spec.name(), constructor.getDeclaringClass().getName(), e),
          e);
    }
  }

  FunctionSpec spec() {
    return spec;
  }

  private final class Bound implements Handler {
    private final Object target;

    Bound(Object target) {
      this.target = target;
    }

    @Override
    public void handle(InputStream input, OutputStream output, Context context)
        throws IOException, ReflectiveOperationException {
      switch (codec) {
        case Codec.Streams streams -> call(context, input, output);
        case Codec.Objects(PojoSerializer<Object> in, PojoSerializer<Object> out) -> {
          Object result = in == null ? call(context) : call(context, in.fromJson(input));
          out.toJson(result, output);
        }
      }
    }

    private Object call(Context context, @Nullable Object... input)
        throws ReflectiveOperationException {
      int parameters = method.getParameterCount();
      @Nullable Object[] arguments = Arrays.copyOf(input, parameters);
      if (parameters > input.length) {
        arguments[input.length] = context;
      }
      return method.invoke(target, arguments);
    }

    @Override
    public void close() {
      if (target instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception e) {
          System.err.println(spec.name() + " could not be closed: " + e);
        }
      }
    }
  }
}
