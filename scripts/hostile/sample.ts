/** Pure: valid values of the JSON schemas of the API's document. */

// biome-ignore lint/suspicious/noExplicitAny: schemas of every shape are read
export type Schema = any;

export interface Document {
  paths: Record<string, Record<string, unknown>>;
  components?: { schemas?: Record<string, Schema> };
}

const FORMATS: Record<string, () => string> = {
  email: () => `sample-${crypto.randomUUID()}@example.com`,
  'date-time': () => '2026-01-02T03:04:05Z',
  date: () => '2026-01-02',
  uri: () => 'https://shop.example',
};

/** Texts by the name of their field, where any text would not do. */
const NAMED: Record<string, string> = {
  timezone: 'UTC',
  currency: 'EUR',
  locale: 'en',
  password: 'long enough for this',
  schedule: '0 8 * * *',
  metric: 'bookings',
};

const TEXTS = [
  'sample',
  '123456',
  'en',
  'EUR',
  '2026-01-02',
  '00:00',
  '+491701234567',
  'sample-1',
  'custom.shop.sample',
];

/** A valid value: what is required of an object and nothing else. */
export function sampleOf(schema: Schema, document: Document, name = ''): unknown {
  if (schema.$ref)
    return sampleOf(document.components?.schemas?.[schema.$ref.split('/').at(-1)!] ?? {}, document, name);
  const choice = (schema.anyOf ?? schema.oneOf)?.[0];
  if (choice) return sampleOf(choice, document, name);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part: Schema) => sampleOf(part, document, name)));
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum.at(-1);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object') return objectOf(schema, document);
  if (type === 'array') return schema.minItems ? [sampleOf(schema.items ?? {}, document)] : [];
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
  if (type === 'boolean') return true;
  return textOf(schema, name);
}

function objectOf(schema: Schema, document: Document): Record<string, unknown> {
  const required: string[] = schema.required ?? [];
  return Object.fromEntries(required.map((name) => [name, sampleOf(schema.properties?.[name] ?? {}, document, name)]));
}

function textOf({ format, pattern, minLength = 0 }: Schema, name: string): string {
  if (FORMATS[format]) return FORMATS[format]();
  if (NAMED[name]) return NAMED[name];
  const fits = TEXTS.find((text) => text.length >= minLength && (!pattern || new RegExp(pattern).test(text)));
  return fits ?? 'x'.repeat(Math.max(minLength, 1));
}
