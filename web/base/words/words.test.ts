/** What the API names by id or code has words on screen: metrics, cards, event types, and every error that a page can meet. */
import './language.ts';
import '../../account/error-words.ts';
import '../../events/error-words.ts';
import '../../pages/alerts/words.ts';
import '../../pages/reports/error-words.ts';
import '../../pages/rules/words.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { i18n } from '@lingui/core';
import { describe, expect, test } from 'vitest';
import { CORE_EVENT_TYPES } from '../../../worker/flow/events/event-types.ts';
import { cardMetrics } from '../../../worker/flow/metrics/cards.ts';
import { coreMetrics } from '../../../worker/flow/metrics/catalogue.ts';
import { catalogueOf } from '../../../worker/flow/rules/templates.ts';
import { Industry } from '../../../worker/tenants/orgs/schema.ts';
import { LOCALES } from '../../../worker/words/locales.ts';
import { RULE_NAMES } from '../../../worker/words/names.ts';
import { compileArea, readAreas, SHELL } from '../../build/catalogues.ts';
import { FIRST_METRIC } from '../../pages/overview/view.ts';
import { ApiError } from '../api/call.ts';
import { addErrorWords, errorText, knownCodes, wordsOf } from './error-words.ts';
import { eventName } from './event-words.ts';
import { formatEventType } from './format.ts';
import { cardName, metricName } from './metric-words.ts';
import { sayName } from './template-names.ts';

/** Only keys, machines and the operator meet these; a page never calls what returns them. */
const NOT_ON_PAGES = [
  'dead_letter.not_found',
  'head_file.not_found',
  'delivery.unknown',
  ...['outbound.refused', 'report.not_over', 'report.too_old'],
  ...['link.not_found', 'webhook.bad_signature', 'webhook.not_configured'],
  ...['operator.last_admin', 'operator.not_found', 'operator.role_required'],
  'operator_token.not_found',
  'export.failed',
  'export.unreadable',
  'quarantine.foreign',
  'quarantine.not_repairable',
  'quarantined_row.not_found',
  // Of a rule itself, in words.ts of the rules.
  'rule.not_judged',
  'rule.unreadable',
  ...['auth.invalid_key', 'auth.origin_not_allowed', 'auth.people_only', 'billing.limit_reached'],
  ...['live.not_a_websocket', 'live.too_many_sockets', 'dead_letter.not_found'],
  ...[
    'event.conflict',
    'event.in_future',
    'event.invalid',
    'event.payload_too_large',
    'event.server_only',
    'event.too_dense',
  ],
  ...[
    'event.too_old',
    'event.unknown_type',
    'events.flooded',
    'events.rate_limited',
    'events.too_many',
    'export.link_expired',
  ],
  ...[
    'export.link_invalid',
    'export.not_found',
    'fact.unknown',
    'live.not_a_websocket',
    'live.too_many_sockets',
    'mail.not_found',
    'partner.no_account',
    'partner.not_found',
    'project.required',
    'request.not_gzip',
  ],
  ...['request.not_json', 'request.not_utf8', 'request.too_large', 'request.unsupported_encoding'],
  ...[
    'request.unsupported_type',
    'route.method_not_allowed',
    'dead_letter.not_found',
    'route.not_found',
    'tenant.slug_taken',
    'tenant.not_found',
  ],
];
/** For these the words of their status are enough. */
const BY_STATUS: Record<string, number> = {
  'auth.forbidden': 403,
  'auth.missing': 401,
  'auth.signed_out': 401,
  'cursor.invalid': 400,
  'event.not_found': 404,
  'alert.not_found': 404,
  'notification.not_found': 404,
  'channel.not_found': 404,
  'delivery.not_found': 404,
  'partner.not_found': 404,
  'rule.not_found': 404,
  'export.not_found': 404,
  'report.not_found': 404,
  'report_link.not_found': 404,
  'erasure.not_found': 404,
  internal: 500,
  'ledger.overloaded': 503,
  'storage.unavailable': 503,
  'request.invalid': 400,
  'requests.rate_limited': 429,
  'requests.shielded': 429,
  'system.starting': 503,
};

const codes = readdirSync('docs/errors')
  .filter((file) => file !== 'README.md')
  .map((file) => file.replace(/\.md$/, ''));

const shell = readAreas().get(SHELL)!;
const spanish = compileArea(SHELL, shell, 'es');

describe('words', () => {
  test.each(Industry.options)('every core metric and card of %s is called by its name', (industry) => {
    // A label of its own proves that the name comes from the words, not from the API.
    for (const { id, label } of coreMetrics(industry)) {
      expect(metricName({ metric: id, label: '?' })).toBe(label);
    }
    for (const { id, label } of cardMetrics(industry)) expect(cardName({ metric: id, label: '?' })).toBe(label);
  });

  test.each(Industry.options)('the chart begins with the first card of %s', (industry) => {
    expect(cardMetrics(industry)[0]?.id).toBe(FIRST_METRIC);
  });

  test.each(Industry.options)('every template of %s is called by its name, in another language too', (industry) => {
    const rules = catalogueOf({ industry, timezone: 'UTC' });
    i18n.loadAndActivate({ locale: 'es', messages: spanish });
    for (const { rule } of rules) expect(sayName(rule.name)).not.toBe(rule.name);
    expect(sayName('Our own rule')).toBe('Our own rule');
    i18n.activate('en');
    for (const { rule } of rules) expect(sayName(rule.name)).toBe(rule.name);
  });

  test.each(LOCALES.map(({ id }) => id))(
    'the names that new rules get in %s are those that the page says',
    (locale) => {
      i18n.loadAndActivate({ locale, messages: compileArea(SHELL, shell, locale) });
      const english = Object.values(RULE_NAMES.en);
      expect(english.map(sayName)).toEqual(Object.values(RULE_NAMES[locale]));
      i18n.activate('en');
    },
  );

  test('custom metrics keep their label; a delta is the change of its metric', () => {
    expect(metricName({ metric: 'custom.saas.exports', label: 'Exports' })).toBe('Exports');
    expect(metricName({ metric: 'revenue.delta', label: 'x' })).toBe('Revenue, change');
    expect(metricName({ metric: 'custom.saas.delta', label: 'Delta' })).toBe('Delta');
  });

  test.each(CORE_EVENT_TYPES)('the event type %s has a name, in another language too', (type) => {
    expect(eventName(type)).toMatch(/^[A-Z][a-z ]+$/);
    i18n.loadAndActivate({ locale: 'es', messages: spanish });
    expect(eventName(type)).not.toBe(formatEventType(type));
    i18n.activate('en');
  });

  test('every error code that a page can meet has words', () => {
    const said = new Set([...knownCodes(), ...Object.keys(BY_STATUS), ...NOT_ON_PAGES]);
    expect(codes.filter((code) => !said.has(code))).toEqual([]);
  });

  test('every language is known where it is named again: to the boot script, and to the router of the landing page', () => {
    const boot = readFileSync('web/public/boot.js', 'utf8');
    const router = readFileSync('wrangler.toml', 'utf8');
    for (const { id } of LOCALES) {
      expect(boot).toContain(`'${id}'`);
      expect(router).toContain(`"/${id}"`);
    }
  });

  test('no code has words that the API does not know', () => {
    const gone = [...knownCodes(), ...Object.keys(BY_STATUS), ...NOT_ON_PAGES].filter((code) => !codes.includes(code));
    expect(gone).toEqual([]);
  });

  test.each(Object.entries(BY_STATUS))('%s is explained by its status', (code, status) => {
    expect(errorText(new ApiError(status, code, 'In the words of the API.', null))).not.toBe('');
    expect(wordsOf(code)).toBeUndefined();
  });

  test('an area adds words of its own', () => {
    expect(wordsOf('test.of_the_words')).toBeUndefined();
    addErrorWords({ 'test.of_the_words': { id: 'x', message: 'As a person says it' } });
    expect(errorText(new ApiError(409, 'test.of_the_words', 'As a machine says it', null))).toBe('As a person says it');
  });
});
