package dev.hearth.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the things that a benchmark compares: a program with its own jars, and what was measured
 * of it. Confined to one thread.
 */
public final class Candidate {

  private final String name;
  private final ClassPath jars;
  private final ClassPath classPath;
  private final Class<?> main;
  private final Map<String, List<Double>> samples = new LinkedHashMap<>();

  /**
   * Makes a candidate.
   *
   * @param name its name, which is also its program's first argument
   * @param main the class with the main method
   * @param shared what every candidate has on its class path
   * @param jars what only this candidate has
   */
  public Candidate(String name, Class<?> main, ClassPath shared, ClassPath jars) {
    this.name = name;
    this.main = main;
    this.jars = jars;
    this.classPath = shared.plus(jars);
  }

  /**
   * Returns the name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the jars that only this candidate has.
   *
   * @return the jars
   */
  public ClassPath jars() {
    return jars;
  }

  /**
   * Runs the program in a fresh JVM.
   *
   * @param options further options for the JVM
   * @param arguments the arguments after the name
   * @return the run
   * @throws IOException if the program fails
   * @throws InterruptedException if the thread is interrupted; the program is killed
   */
  public ColdJvm.Run run(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    return ColdJvm.run(classPath, options, main, withName(arguments));
  }

  /**
   * Runs the program once more, only to count the classes it loads.
   *
   * @param options further options for the JVM
   * @param arguments the arguments after the name
   * @return the counts
   * @throws IOException if the program fails
   * @throws InterruptedException if the thread is interrupted; the program is killed
   */
  public ColdJvm.Classes classes(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    return ColdJvm.classes(classPath, options, main, withName(arguments));
  }

  /**
   * Keeps a measurement.
   *
   * @param column what was measured, with its unit
   * @param value the measurement
   */
  public void add(String column, double value) {
    samples.computeIfAbsent(column, name -> new ArrayList<>()).add(value);
  }

  /**
   * Sums up what was measured in one column.
   *
   * @param column a column to which something was added
   * @return the spread
   */
  public Spread spread(String column) {
    return Spread.of(samples.getOrDefault(column, List.of()));
  }

  /**
   * Begins a row of the report.
   *
   * @return the name, and the spread of every column in the order they were first added to
   */
  public Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("candidate", name);
    samples.forEach((column, values) -> row.put(column, Spread.of(values)));
    return row;
  }

  private String[] withName(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = name;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }
}
