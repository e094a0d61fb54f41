package io.github.tracebridge.sandbox;

import java.util.Arrays;

/**
 * Leads by creation time, ids among equals: twelve bytes a lead. Times are epoch microseconds. Not
 * thread-safe.
 */
final class LeadIndex {
  private final LeadIds ids;
  private long[] created = new long[16];
  private int[] order = new int[16];
  private int issued;
  private int size;

  LeadIndex(LeadIds ids) {
    this.ids = ids;
  }

  /** Fills an empty index with leads of ascending time. */
  void fill(Seeding seeding, long now) {
    int count = seeding.count();
    created = new long[Math.max(16, count)];
    order = new int[Math.max(16, count)];
    long spread = seeding.spread().toNanos() / 1000;
    long oldest = now - seeding.newest().toNanos() / 1000 - spread;
    int groups = Math.max(1, (count + seeding.ties() - 1) / seeding.ties());
    for (int i = 0; i < count; i++) {
      int group = i / seeding.ties();
      created[i] =
          oldest + (groups == 1 ? spread : (long) ((double) spread * group / (groups - 1)));
      order[i] = i;
    }
    issued = size = count;
    sortEquals();
  }

  private void sortEquals() {
    for (int from = 0; from < size; ) {
      int to = from + 1;
      while (to < size && created[order[to]] == created[order[from]]) {
        to++;
      }
      if (to - from > 1) {
        Integer[] run = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
        Arrays.sort(run, ids::compare);
        for (int i = from; i < to; i++) {
          order[i] = run[i - from];
        }
      }
      from = to;
    }
  }

  /** Adds a lead and returns its ordinal. */
  int add(long at) {
    if (issued == created.length) {
      created = Arrays.copyOf(created, issued * 2);
    }
    if (size == order.length) {
      order = Arrays.copyOf(order, size * 2);
    }
    int ordinal = issued++;
    created[ordinal] = at;
    int position = position(ordinal);
    System.arraycopy(order, position, order, position + 1, size - position);
    order[position] = ordinal;
    size++;
    return ordinal;
  }

  void remove(int ordinal) {
    int position = position(ordinal);
    System.arraycopy(order, position + 1, order, position, size - position - 1);
    size--;
  }

  /** Whether the lead is there: was added and not removed. */
  boolean contains(int ordinal) {
    if (ordinal < 0 || ordinal >= issued) {
      return false;
    }
    int position = position(ordinal);
    return position < size && order[position] == ordinal;
  }

  int size() {
    return size;
  }

  int at(int position) {
    return order[position];
  }

  long created(int ordinal) {
    return created[ordinal];
  }

  int[] copy() {
    return Arrays.copyOf(order, size);
  }

  /** The first position whose lead was created at that time or later. */
  int firstFrom(long at) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (created[order[middle]] < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Where the lead is, or would be. */
  int position(int ordinal) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(order[middle], ordinal) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int compare(int a, int b) {
    int byTime = Long.compare(created[a], created[b]);
    return byTime != 0 || a == b ? byTime : ids.compare(a, b);
  }
}
