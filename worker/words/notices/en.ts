/** Notifications in English. */
import type { NoticeWords } from '../notice-words.ts';

export const en: NoticeWords = {
  severities: { info: 'Note', warning: 'Warning', critical: 'Critical' },
  resolved: 'Resolved',
  unacknowledged: 'Nobody has taken this on yet',
  openAlert: 'Open the alert',
  overAlready: 'It has ended meanwhile.',
  conditionCleared: 'The condition no longer holds.',
  resolvedBy: (name) => `${name} resolved it.`,
  why: (project) => `You get this because you follow ${project} on Signalbox.`,
  change: 'Change what you get',
  unsubscribe: (project) => `No more mails about ${project}`,
};
