/** What each language has to say in notifications: mails, pushes, the list in the dashboard. */

export type SeverityName = 'info' | 'warning' | 'critical';

/** The words of one language. Arguments are names and numbers that are formatted already. */
export interface NoticeWords {
  severities: Record<SeverityName, string>;
  resolved: string;
  /** What an alert that nobody took on is called when the next person is told. */
  unacknowledged: string;
  openAlert: string;
  /** Of an alert that ended before its message went out. */
  overAlready: string;
  /** Of an alert that ended: by its condition, or by a person. */
  conditionCleared: string;
  resolvedBy(name: string): string;
  /** Why a member gets it. */
  why(project: string): string;
  change: string;
  unsubscribe(project: string): string;
}
