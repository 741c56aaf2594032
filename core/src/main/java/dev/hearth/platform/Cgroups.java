package dev.hearth.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The folders of the control groups this process is in, its own first and the outermost last: each
 * of them may set a limit, and the smallest holds.
 *
 * <p>A container may see a group's path as the host names it and the group itself as the root of
 * what is mounted. So folders that are not there are no mistake, and the root is always among them.
 */
final class Cgroups {

  private static final String SELF = "proc/self/cgroup";
  private static final String MOUNT = "sys/fs/cgroup";

  private final Surroundings here;

  Cgroups(Surroundings here) {
    this.here = here;
  }

  /** Returns the folders of the one hierarchy of version 2, also where version 1 is beside it. */
  List<Path> unified() {
    return folders(String::isEmpty, List.of(MOUNT, MOUNT + "/unified"));
  }

  /** Returns the folders of one controller's hierarchy of version 1. */
  List<Path> of(String controller) {
    return folders(
        names -> Arrays.asList(names.split(",", -1)).contains(controller),
        List.of(MOUNT + "/" + controller, MOUNT + "/cpu,cpuacct"));
  }

  private List<Path> folders(Predicate<String> controllers, List<String> mounts) {
    List<Path> folders = new ArrayList<>();
    for (String line : here.text(SELF).orElse("").lines().toList()) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && controllers.test(parts[1])) {
        mounts.forEach(mount -> add(here.root().resolve(mount), parts[2], folders));
      }
    }
    return folders;
  }

  private static void add(Path mount, String group, List<Path> folders) {
    Path folder = mount.resolve(group.replaceFirst("^/+", "")).normalize();
    while (folder != null && folder.startsWith(mount) && !folder.equals(mount)) {
      folders.add(folder);
      folder = folder.getParent();
    }
    folders.add(mount);
  }
}
