/** The addresses that other pages link to, and that every view comes back from its own. */
import { describe, expect, test } from 'vitest';
import { CORE_EVENT_TYPES } from '../../../worker/flow/events/event-types.ts';
import { usualFollowUp } from '../../../worker/shared/follow-up.ts';
import { FOLLOW_UPS, readView, type View, viewUrl } from './view.ts';

const at = (url: string) => readView(Object.fromEntries(new URL(url, 'http://localhost').searchParams));

describe('the view of leads', () => {
  test('addresses that other pages link to', () => {
    expect(at('/leads')).toMatchObject({ tab: 'all', period: undefined });
    expect(at('/leads?view=unanswered')).toMatchObject({ tab: 'unanswered', period: '7', within: 1440 });
  });

  test.each<Partial<View>>([
    {},
    { tab: 'signups', period: 'month', event: 'evt_1' },
    { tab: 'unanswered', period: '30', follow_up: 'message_received', within: 60 },
    { tab: 'unanswered', period: { from: '2026-01-01', to: '2026-01-31' }, project: 'prj_1' },
  ])('%j comes back from its address', (part) => {
    const view = { ...at('/leads'), ...part };
    expect(at(viewUrl(view))).toEqual(view);
  });

  test('nonsense is the default', () => {
    expect(viewUrl(at('/leads?view=x&kind=y&follow_up=payment_succeeded&within=60'))).toBe('/leads');
    expect(at('/leads?view=unanswered&follow_up=nothing').follow_up).toBeUndefined();
  });

  test('what may follow a lead are events that there are', () => {
    expect(FOLLOW_UPS.filter((type) => !(CORE_EVENT_TYPES as readonly string[]).includes(type))).toEqual([]);
    for (const industry of ['ecommerce', 'fitness', 'generic'] as const) {
      expect(FOLLOW_UPS).toContain(usualFollowUp(industry));
    }
  });
});
