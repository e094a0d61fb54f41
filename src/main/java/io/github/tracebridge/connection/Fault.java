package io.github.tracebridge.connection;

import java.util.concurrent.RejectedExecutionException;

/**
 * Why a call did not succeed, said as what it means for the caller. The message is a sentence for
 * people; it holds no secret and nothing of a body.
 */
public abstract sealed class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Fault(String sentence) {
    super(sentence);
  }

  /**
   * Whether that only means that the process stops: ours, or Camel's, which repeats nothing then.
   */
  public static boolean isStopping(Throwable fault) {
    return fault instanceof Stopping || fault instanceof RejectedExecutionException;
  }

  /** Worth repeating: network, 408, 5xx, an answer cut short or not of the agreed form. */
  public static final class Transient extends Fault {
    private static final long serialVersionUID = 1L;

    public Transient(String sentence) {
      super(sentence);
    }
  }

  /** Sent, and whether it arrived is not known: to repeat it may do it twice. */
  public static final class Unknown extends Fault {
    private static final long serialVersionUID = 1L;

    public Unknown(String sentence) {
      super(sentence);
    }
  }

  /** The quota is used up; the gate knows until when, so repeat at once and wait there. */
  public static final class QuotaUsedUp extends Fault {
    private static final long serialVersionUID = 1L;

    public QuotaUsedUp(String sentence) {
      super(sentence);
    }
  }

  /** Understood and refused; repeating changes nothing. */
  public static final class Rejected extends Fault {
    private static final long serialVersionUID = 1L;

    public Rejected(String sentence) {
      super(sentence);
    }
  }

  /** What was asked for is not there: a wrong name, or a page behind the last one. */
  public static final class NotThere extends Fault {
    private static final long serialVersionUID = 1L;

    public NotThere(String sentence) {
      super(sentence);
    }
  }

  /** The authorization server refused the credentials; a person has to correct them. */
  public static final class LoginRefused extends Fault {
    private static final long serialVersionUID = 1L;

    public LoginRefused(String sentence) {
      super(sentence);
    }
  }

  /** The process is stopping; what was not sent stays due. */
  public static final class Stopping extends Fault {
    private static final long serialVersionUID = 1L;

    public Stopping() {
      super("stopping");
    }
  }
}
