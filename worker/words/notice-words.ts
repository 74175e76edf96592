/** What each language has to say in notifications: mails, pushes, the list in the dashboard. */

export type SeverityName = 'info' | 'warning' | 'critical';

/** Business events that notify by choice. */
export type EventName =
  | 'lead_created'
  | 'signup'
  | 'payment_succeeded'
  | 'payment_failed'
  | 'checkout_abandoned'
  | 'build_failed';

/** A page behind a link in a mail: what its button does, and what it says when that is done. */
export interface LinkWords {
  title: string;
  text(project: string): string;
  button: string;
  done(project: string): string;
}

/** The words of one language. Arguments are names and numbers that are formatted already. */
export interface NoticeWords {
  severities: Record<SeverityName, string>;
  resolved: string;
  /** What an alert that nobody took on is called when the next person is told. */
  unacknowledged: string;
  /** How many there are in one message, how many of them it does not name, and where all are. */
  together(n: string): string;
  andMore(n: string): string;
  showAll: string;
  /** How long an alert has waited for somebody, and why the next person gets it. */
  waitingFor(minutes: string): string;
  whyNext(project: string): string;
  openAlert: string;
  /** Buttons of pushes and chats, at most 20 letters: takes the alert on; puts it aside for an hour. */
  acts: { acknowledge: string; snooze: string };
  /** WhatsApp: what a person agrees to, the body of templates ({{1}}: title, {{2}}: sentence), their button, answers to buttons. */
  whatsapp: {
    consent: string;
    template: string;
    open: string;
    acknowledged(title: string): string;
    snoozed(title: string): string;
    tooLate(title: string): string;
    notAllowed(title: string): string;
  };
  /** Of an alert that ended before its message went out. */
  overAlready: string;
  /** Of an alert that ended: by its condition, or by a person. */
  conditionCleared: string;
  resolvedBy(name: string): string;
  /** Why a member gets it, and why an address beside the members does. */
  why(project: string): string;
  whyRecipient(project: string): string;
  change: string;
  unsubscribe(project: string): string;
  events: Record<EventName, string>;
  /** When it happened: `14:03`. */
  eventAt(time: string): string;
  /** How many more there were than those that were told one by one. */
  moreEvents(n: string, minutes: string): string;
  openEvents: string;
  confirmMail: { subject(project: string): string; text(project: string): string; action: string; note: string };
  confirmPage: LinkWords;
  unsubscribePage: LinkWords;
  /** The mail with the signed head of a ledger; `day` is `YYYY-MM-DD`. */
  heads: {
    subject(project: string, day: string): string;
    text(project: string, day: string): string;
    keep: string;
    action: string;
  };
  test: { subject(project: string): string; text(project: string): string };
}
