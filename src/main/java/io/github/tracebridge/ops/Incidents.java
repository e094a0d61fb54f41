package io.github.tracebridge.ops;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;

/** Tells JMX clients of each incident as it begins and as it ends. Thread-safe. */
public final class Incidents extends NotificationBroadcasterSupport implements Consumer<Incident> {
  private static final String PREFIX = "tracebridge.";

  private final AtomicLong sent = new AtomicLong();

  public Incidents() {
    super(
        new MBeanNotificationInfo(
            Stream.of(Trouble.values())
                .flatMap(trouble -> Stream.of(type(trouble, true), type(trouble, false)))
                .toArray(String[]::new),
            Notification.class.getName(),
            "Something is wrong (opened), or is over (closed). The user data is what it is about."));
  }

  private static String type(Trouble trouble, boolean isOpen) {
    return PREFIX + trouble.id() + (isOpen ? ".opened" : ".closed");
  }

  @Override
  public void accept(Incident incident) {
    Notification told =
        new Notification(
            type(incident.trouble(), incident.closedAt() == null),
            Monitor.named("type=Job"),
            sent.incrementAndGet(),
            incident.sentence());
    told.setUserData(incident.subject());
    sendNotification(told);
  }
}
