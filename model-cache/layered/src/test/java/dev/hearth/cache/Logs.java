package dev.hearth.cache;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** What was logged in this process; tests look for what concerns their own folder or model. */
final class Logs {

  private record Line(Level level, String text) {}

  private static final List<Line> LINES = new CopyOnWriteArrayList<>();

  private Logs() {}

  /** Returns the warnings that mention something, oldest first. */
  static List<String> warnings(String about) {
    return lines(Level.WARN, about);
  }

  static List<String> infos(String about) {
    return lines(Level.INFO, about);
  }

  private static List<String> lines(Level level, String about) {
    return LINES.stream()
        .filter(line -> line.level() == level && line.text().contains(about))
        .map(Line::text)
        .toList();
  }

  /** Found by SLF4J. */
  public static final class Provider implements SLF4JServiceProvider {

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    public Provider() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
      return name -> new Collector();
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
      return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
      return context;
    }

    @Override
    public String getRequestedApiVersion() {
      return "2.0.99";
    }

    @Override
    public void initialize() {}
  }

  private static final class Collector extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1;

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return "";
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String pattern,
        Object @Nullable [] arguments,
        @Nullable Throwable failure) {
      LINES.add(new Line(level, MessageFormatter.basicArrayFormat(pattern, arguments)));
    }
  }
}
