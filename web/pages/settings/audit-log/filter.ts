/** Pure: the filter of the audit log, as it stands in the address and as the API takes it. */

export interface Filter {
  actor: string;
  action: string;
  from: string;
  to: string;
}

const NAMES = ['actor', 'action', 'from', 'to'] as const;

/** The filter that an address holds; what is malformed is left out. */
export function readFilter(query: Record<string, string | undefined>): Filter {
  const day = (text = '') => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '');
  const action = /^[a-z_]+(\.[a-z_]+)*$/.test(query.action ?? '') ? query.action! : '';
  return { actor: query.actor?.trim() ?? '', action, from: day(query.from), to: day(query.to) };
}

/** The filter as a query, without what is not set. */
export function filterQuery(filter: Filter): string {
  return new URLSearchParams(NAMES.filter((name) => filter[name]).map((name) => [name, filter[name]])).toString();
}

/** Actions whose own words would not be a person's. */
const WORDS: Record<string, string> = {
  'owner.put': 'Owner set',
  'session.opened': 'Signed in',
  'session.closed': 'Signed out',
  'session.revoked': 'Session ended',
  'session.entered': 'Switched to this workspace',
  'session.left': 'Switched to another workspace',
  'user.changed': 'Profile changed',
  'user.password_changed': 'Password changed',
  'user.password_reset': 'Password reset by mail',
  'user.two_factor_begun': 'Second factor begun',
  'user.two_factor_on': 'Second factor switched on',
  'user.two_factor_off': 'Second factor switched off',
  'user.recovery_codes_renewed': 'Recovery codes renewed',
};

/** An action in words: `key.issued` is "Key issued". */
export function actionText(action: string): string {
  const words = WORDS[action] ?? action.replace(/^tenant\b/, 'workspace').replaceAll(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export interface Difference {
  field: string;
  before: string;
  after: string;
}

/** The fields that an entry changed, both sides as text; what stayed the same is left out. */
export function differences(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): Difference[] {
  const fields = Object.keys(after ?? before ?? {});
  return fields
    .map((field) => ({ field, before: valueText(before?.[field]), after: valueText(after?.[field]) }))
    .filter((difference) => difference.before !== difference.after);
}

function valueText(value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
