/** The filter of the audit log and the words of its entries. */
import '../../../base/words/language.ts';
import { describe, expect, test } from 'vitest';
import { actionText } from './action-words.ts';
import { differences, filterQuery, readFilter, spanOf } from './filter.ts';

describe('the audit log', () => {
  test('a filter goes into the address and comes back', () => {
    const filter = { actor: 'ada@shop.example', action: 'key', target: 'key_01', from: '2026-11-01', to: '' };
    expect(filterQuery(filter)).toBe('actor=ada%40shop.example&action=key&target=key_01&from=2026-11-01');
    expect(readFilter(Object.fromEntries(new URLSearchParams(filterQuery(filter))))).toEqual(filter);
  });

  test('what is malformed is left out', () => {
    expect(readFilter({ action: 'DROP TABLE', target: 'a rule', from: 'yesterday', to: '2026-1-1' })).toEqual(
      readFilter({}),
    );
  });

  test('days are those of the zone on screen, whole and with their clock changes', () => {
    const days = { ...readFilter({}), from: '2026-03-08', to: '2026-03-08' };
    expect(spanOf(days, 'America/New_York')).toEqual({
      ...days,
      from: '2026-03-08T05:00:00.000Z',
      to: '2026-03-09T03:59:59.999Z',
    });
    expect(spanOf({ ...days, to: '' }, 'Asia/Kolkata')).toEqual({ ...days, from: '2026-03-07T18:30:00.000Z', to: '' });
    expect(spanOf(readFilter({}), 'UTC')).toEqual(readFilter({}));
  });

  test('actions read as words', () => {
    expect(actionText('key.issued')).toBe('Key issued');
    expect(actionText('tenant.limits_changed')).toBe('Workspace limits changed');
    expect(actionText('session.opened')).toBe('Signed in');
    expect(actionText('member.role_changed')).toBe('Member role changed');
    expect(actionText('spaceship.launched')).toBe('Spaceship launched');
  });

  test('only what changed is shown', () => {
    expect(differences({ name: 'A', currency: 'EUR' }, { name: 'B', currency: 'EUR', origins: ['x'] })).toEqual([
      { field: 'name', before: 'A', after: 'B' },
      { field: 'origins', before: '', after: '["x"]' },
    ]);
    expect(differences({ role: 'viewer' }, null)).toEqual([{ field: 'role', before: 'viewer', after: '' }]);
    expect(differences(null, null)).toEqual([]);
  });
});
