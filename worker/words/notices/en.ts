/** Notifications in English. */
import type { NoticeWords } from '../notice-words.ts';

export const en: NoticeWords = {
  severities: { info: 'Note', warning: 'Warning', critical: 'Critical' },
  resolved: 'Resolved',
  unacknowledged: 'Nobody has taken this on yet',
  together: (n) => `${n} notifications`,
  andMore: (n) => `And ${n} more.`,
  showAll: 'Show all',
  waitingFor: (minutes) => `It was raised ${minutes} minutes ago, and nobody has acknowledged it.`,
  whyNext: (project) => `You get this because you are next to be asked about ${project}.`,
  openAlert: 'Open the alert',
  acts: { acknowledge: 'Acknowledge', snooze: 'Snooze 1 hour' },
  whatsapp: {
    consent:
      'I agree to get alerts from Signalbox by WhatsApp at this number. I can end it at any time: in Signalbox, or by answering STOP.',
    template: 'News from Signalbox: {{1}}.\n\n{{2}}\n\nMore in Signalbox.',
    open: 'Open',
    acknowledged: (title) => `Acknowledged: ${title}`,
    snoozed: (title) => `Snoozed for an hour: ${title}`,
    tooLate: (title) => `Too late, it has changed meanwhile: ${title}`,
    notAllowed: (title) => `You may not act on this alert: ${title}`,
  },
  overAlready: 'It has ended meanwhile.',
  conditionCleared: 'The condition no longer holds.',
  resolvedBy: (name) => `${name} resolved it.`,
  why: (project) => `You get this because you follow ${project} on Signalbox.`,
  whyRecipient: (project) => `You get this because this address agreed to mails about ${project} on Signalbox.`,
  change: 'Change what you get',
  unsubscribe: (project) => `No more mails about ${project}`,
  events: {
    lead_created: 'New lead',
    signup: 'New sign-up',
    payment_succeeded: 'Payment received',
    payment_failed: 'Payment failed',
    checkout_abandoned: 'Checkout abandoned',
    build_failed: 'Build failed',
  },
  eventAt: (time) => `At ${time}.`,
  moreEvents: (n, minutes) => `${n} more within ${minutes} minutes.`,
  openEvents: 'Show the events',
  confirmMail: {
    subject: (project) => `Mails about ${project}: do you want them?`,
    text: (project) =>
      `Somebody added this address to ${project} on Signalbox, to get its alerts by mail. Nothing is sent unless you agree.`,
    action: 'Yes, send them',
    note: 'If you do not know the project, ignore this mail.',
  },
  confirmPage: {
    title: 'Mails from Signalbox',
    text: (project) => `Do you want alerts about ${project} at this address?`,
    button: 'Yes, send them',
    done: (project) => `From now on you get alerts about ${project}. Each mail has a link that ends them.`,
  },
  unsubscribePage: {
    title: 'No more mails',
    text: (project) => `Do you want no more mails about ${project}?`,
    button: 'No more mails',
    done: (project) => `You get no more mails about ${project}.`,
  },
  heads: {
    subject: (project, day) => `${project}: proof of your events, ${day}`,
    text: (project, day) =>
      `The line below is a signed proof of all events of ${project} that were received up to the end of ${day} (UTC).`,
    keep: 'Keep this mail where nobody at Signalbox can write. With it you can later find out whether one of these events was changed or removed.',
    action: 'The public file of the day',
  },
  test: { subject: (project) => `Test: ${project}`, text: (project) => `Messages about ${project} arrive here.` },
};
