/** Everything that is told, by type: who writes its mails, and what the list in the dashboard says of it. A new kind is a line here. */
import type { Kind } from '../../tenants/deliveries/index.ts';
import type { Locale } from '../../words/locales.ts';
import { type AlertContent, alertKind, alertPath, tellAlert } from './kinds/alert-notice.ts';
import { confirmKind, testKind } from './kinds/channel-notice.ts';
import { escalationKind, tellEscalation } from './kinds/escalation-notice.ts';
import { type EventContent, eventKind, eventPath, tellEvent } from './kinds/event-notice.ts';
import { headKind } from './kinds/head-notice.ts';
import { type ReportContent, reportPath, tellReport } from './kinds/report-told.ts';
import { few } from './kinds/together.ts';
import type { Told } from './kinds/told.ts';
import { answerKind, codeKind } from './whatsapp/chat-kinds.ts';

/** The messages of each type, for the way out. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'alert.escalated': escalationKind,
  'ledger.head': headKind,
  'alert.raised': few(alertKind),
  'alert.resolved': few(alertKind),
  event: few(eventKind),
  'event.summary': few(eventKind),
  'channel.confirm': confirmKind,
  'channel.test': testKind,
  'channel.code': codeKind,
  'chat.answer': answerKind,
};

interface Shown {
  tell(type: string, content: never, locale: Locale): Told;
  /** Where it leads: a path of the dashboard. */
  path(project_id: string, content: never): string;
}

const alert: Shown = {
  tell: tellAlert,
  path: (project_id, { alert_id }: AlertContent) => alertPath(project_id, alert_id),
};

const event: Shown = { tell: tellEvent, path: (project_id, content: EventContent) => eventPath(project_id, content) };

const report: Shown = {
  tell: tellReport,
  path: (project_id, content: ReportContent) => reportPath(project_id, content),
};

/** How the list in the dashboard shows each type. */
export const SHOWN: Readonly<Record<string, Shown>> = {
  'alert.raised': alert,
  'alert.resolved': alert,
  'alert.escalated': { tell: tellEscalation, path: alert.path },
  event,
  'event.summary': event,
  report,
};
