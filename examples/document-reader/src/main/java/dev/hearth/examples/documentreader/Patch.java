package dev.hearth.examples.documentreader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pixels that hang together, known by the ends of their rows. */
final class Patch {

  /** How much smaller a frame that stands askew must be: a single digit has no direction. */
  private static final double WORTH_TURNING = 0.9;

  private final Map<Integer, Ends> rows = new TreeMap<>();

  private record Ends(int first, int last) {}

  private record Point(double x, double y) {}

  void add(int column, int row) {
    rows.merge(
        row,
        new Ends(column, column),
        (a, b) -> new Ends(Math.min(a.first, b.first), Math.max(a.last, b.last)));
  }

  /** Returns the smallest frame around the pixels, at most an eighth of a turn from upright. */
  Frame smallestFrame() {
    List<Point> hull = hull();
    Frame upright = frame(hull, 0);
    Frame smallest = upright;
    for (int i = 0; i < hull.size(); i++) {
      Point from = hull.get(i);
      Point to = hull.get((i + 1) % hull.size());
      double angle = Math.atan2(to.y - from.y, to.x - from.x);
      Frame frame = frame(hull, withinAnEighth(angle));
      if (frame.area() < smallest.area()) {
        smallest = frame;
      }
    }
    return smallest.area() < WORTH_TURNING * upright.area() ? smallest : upright;
  }

  private static double withinAnEighth(double angle) {
    double quarter = Math.PI / 2;
    return angle - quarter * Math.rint(angle / quarter);
  }

  private static Frame frame(List<Point> hull, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Point point : hull) {
      double u = point.x * cos + point.y * sin;
      double v = point.y * cos - point.x * sin;
      left = Math.min(left, u);
      right = Math.max(right, u);
      top = Math.min(top, v);
      bottom = Math.max(bottom, v);
    }
    double u = (left + right) / 2;
    double v = (top + bottom) / 2;
    return new Frame(u * cos - v * sin, u * sin + v * cos, right - left, bottom - top, angle);
  }

  /** Returns the corners of the convex hull in order: down the left side and up the right one. */
  private List<Point> hull() {
    List<Point> corners = new ArrayList<>();
    List<Point> back = new ArrayList<>();
    rows.forEach(
        (row, ends) -> {
          extend(corners, new Point(ends.first, row), 1);
          extend(corners, new Point(ends.first, row + 1.0), 1);
          extend(back, new Point(ends.last + 1.0, row), -1);
          extend(back, new Point(ends.last + 1.0, row + 1.0), -1);
        });
    for (int i = back.size() - 1; i >= 0; i--) {
      corners.add(back.get(i));
    }
    return corners;
  }

  /** Adds a corner to one side of the hull and takes away those that now lie inside. */
  private static void extend(List<Point> side, Point next, int turn) {
    while (side.size() >= 2
        && turn * cross(side.get(side.size() - 2), side.get(side.size() - 1), next) >= 0) {
      side.remove(side.size() - 1);
    }
    side.add(next);
  }

  private static double cross(Point a, Point b, Point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  }
}
