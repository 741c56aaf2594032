package dev.hearth.processor;

import dev.hearth.processor.InferFacts.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads the methods that answer items. */
final class InferReader {

  private static final Pattern ROUTE = Pattern.compile("/|(/[A-Za-z0-9.~-][A-Za-z0-9._~-]*)+");

  private final ClassPath classPath;
  private final Problems problems;
  private final TypeElement type;
  private final String packageName;

  InferReader(ClassPath classPath, Problems problems, TypeElement type) {
    this.classPath = classPath;
    this.problems = problems;
    this.type = type;
    this.packageName = classPath.elements().getPackageOf(type).getQualifiedName().toString();
  }

  List<InferFacts> read() {
    List<InferFacts> methods = new ArrayList<>();
    Map<String, ExecutableElement> routes = new LinkedHashMap<>();
    boolean none = true;
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      Optional<Mark> mark = Mark.of(classPath.elements(), method, Names.INFER);
      if (mark.isPresent()) {
        none = false;
        checkModifiers(method);
        checkRoute(method, mark.get(), routes);
        Checked.refuse(problems, method, describe(method));
        read(method, mark.get()).ifPresent(methods::add);
      }
    }
    if (none) {
      problems.report(
          Code.NO_INFER_METHOD,
          type,
          FunctionReader.describe(type),
          "no method with @Infer",
          "at least one",
          "annotate the method that answers items");
    }
    return methods;
  }

  static String describe(ExecutableElement method) {
    return "method " + method.getSimpleName();
  }

  private void checkModifiers(ExecutableElement method) {
    Set<Modifier> modifiers = method.getModifiers();
    if (modifiers.contains(Modifier.PRIVATE)) {
      report(Code.PRIVATE_METHOD, method, "private", "not private", "remove 'private'");
    }
    if (modifiers.contains(Modifier.STATIC)) {
      report(Code.STATIC_METHOD, method, "static", "not static", "remove 'static'");
    }
    if (!method.getTypeParameters().isEmpty()) {
      report(
          Code.GENERIC_METHOD,
          method,
          "type parameters " + method.getTypeParameters(),
          "types that are known when it is compiled",
          "remove them");
    }
  }

  /** A later route that ends in an earlier one would never be asked. */
  private void checkRoute(
      ExecutableElement method, Mark mark, Map<String, ExecutableElement> routes) {
    String route = mark.text("route");
    String what = "route of " + describe(method);
    String quoted = "'" + route + "'";
    if (!ROUTE.matcher(route).matches()) {
      problems.report(
          Code.BAD_ROUTE,
          method,
          mark,
          what,
          quoted,
          "'/', or '/name' once or more, of letters, digits and .-~_, no name beginning with '_'",
          "correct it");
    }
    ExecutableElement same = routes.putIfAbsent(route, method);
    if (same != null) {
      problems.report(
          Code.SAME_ROUTE,
          method,
          mark,
          what,
          quoted + ", like " + describe(same),
          "a route of its own",
          "give it one: @Infer(route = \"/" + method.getSimpleName() + "\")");
      return;
    }
    for (String earlier : routes.keySet()) {
      if (!earlier.equals("/") && !earlier.equals(route) && route.endsWith(earlier)) {
        problems.report(
            Code.HIDDEN_ROUTE,
            method,
            mark,
            what,
            quoted + ", whose requests '" + earlier + "' would answer",
            "a route that does not end in an earlier one",
            "declare it first");
      }
    }
  }

  private Optional<InferFacts> read(ExecutableElement method, Mark mark) {
    List<Slot> slots = new ArrayList<>();
    List<VariableElement> models = new ArrayList<>();
    List<VariableElement> items = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      Slot slot = slot(parameter, slots);
      slots.add(slot);
      if (slot == Slot.MODEL) {
        models.add(parameter);
      } else if (slot == Slot.ITEMS) {
        items.add(parameter);
      }
    }
    List<String> names = new ModelsOfMethod(classPath, problems, method, mark).read(models);
    int maxBatch = atLeastOne(method, mark, "max");
    int maxItems = atLeastOne(method, mark, "maxItems");
    boolean acrossCalls =
        mark.mark(classPath.elements(), "batch").map(each -> each.flag("acrossCalls")).orElse(true);
    if (items.size() != 1) {
      reportItems(method, items);
      return Optional.empty();
    }
    TypeMirror given = items.get(0).asType();
    boolean batch = ClassPath.nameOf(given).equals(Names.LIST);
    Optional<TypeMirror> item = batch ? element(given) : Optional.of(given);
    Optional<TypeMirror> result = result(method, batch);
    if (item.isEmpty() || result.isEmpty()) {
      return Optional.empty();
    }
    return new CodecReader(classPath, problems, method, packageName)
        .read(mark, item.get(), result.get())
        .map(
            codec ->
                new InferFacts(
                    method,
                    names,
                    slots,
                    batch,
                    mark.text("route"),
                    maxBatch,
                    maxItems,
                    batch && acrossCalls,
                    codec));
  }

  private Slot slot(VariableElement parameter, List<Slot> before) {
    String typeName = ClassPath.nameOf(parameter.asType());
    boolean named = Mark.of(classPath.elements(), parameter, Names.MODEL_NAME).isPresent();
    boolean set = Mark.of(classPath.elements(), parameter, Names.SETTING).isPresent();
    boolean model = typeName.equals(Names.MODEL);
    boolean call = typeName.equals(Names.CALL);
    boolean misplaced =
        Set.of(Names.LAZY_MODEL, Names.MODELS, Names.MODEL_SOURCE, Names.ENVIRONMENT)
            .contains(typeName);
    if (set || misplaced || (named && !model) || (call && before.contains(Slot.CALL))) {
      problems.report(
          Code.BAD_PARAMETER,
          parameter,
          "parameter " + parameter.getSimpleName(),
          parameter.asType()
              + (named ? " with @ModelName" : "")
              + (set ? " with @Setting" : "")
              + (call ? " again" : ""),
          "Model, the item or a list of items, and at most one Call",
          "take what does not change with the call in the constructor");
    }
    return model ? Slot.MODEL : call ? Slot.CALL : Slot.ITEMS;
  }

  private void reportItems(ExecutableElement method, List<VariableElement> items) {
    if (items.isEmpty()) {
      report(Code.NO_ITEM, method, "no item", "an item or a List of items", "add such a parameter");
    } else {
      problems.report(
          Code.TWO_ITEMS,
          items.get(1),
          describe(method),
          items.size() + " items: " + names(items),
          "one item or one List of items",
          "put what belongs to an item into one record");
    }
  }

  private static String names(List<VariableElement> parameters) {
    return String.join(
        ", ", parameters.stream().map(each -> each.getSimpleName().toString()).toList());
  }

  private int atLeastOne(ExecutableElement method, Mark mark, String name) {
    int value = mark.mark(classPath.elements(), "batch").map(each -> each.number(name)).orElse(1);
    if (value < 1) {
      problems.report(
          Code.BATCH_RANGE,
          method,
          mark,
          "batch of " + describe(method),
          name + " = " + value,
          "1 or more",
          "raise it");
    }
    return value;
  }

  private Optional<TypeMirror> result(ExecutableElement method, boolean batch) {
    TypeMirror type = method.getReturnType();
    if (type.getKind() == TypeKind.ERROR) {
      problems.unfinished();
      return Optional.empty();
    }
    if (type.getKind() == TypeKind.VOID) {
      report(Code.RETURN_TYPE, method, "returns nothing", "a result", "return it");
      return Optional.empty();
    }
    if (!batch) {
      return Optional.of(type);
    }
    if (!ClassPath.nameOf(type).equals(Names.LIST)) {
      report(
          Code.RETURN_TYPE,
          method,
          "takes a List of items and returns " + type,
          "a List with a result for each item",
          "return a List, or take one item");
      return Optional.empty();
    }
    return element(type);
  }

  private Optional<TypeMirror> element(TypeMirror list) {
    List<? extends TypeMirror> arguments = ((DeclaredType) list).getTypeArguments();
    // A raw list is left to the codec's reader, which refuses it.
    return Optional.of(arguments.isEmpty() ? list : arguments.get(0));
  }

  private void report(
      Code code, ExecutableElement method, String found, String expected, String remedy) {
    problems.report(code, method, describe(method), found, expected, remedy);
  }
}
