/** Canonical JSON: the same content gives the same text, whatever the order of fields (RFC 8785 for what JSON.parse yields). */

/** The canonical text of a JSON value. The caller has bounded its depth. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const object = value as Record<string, unknown>;
  const fields = Object.keys(object);
  if (fields.length > 1) fields.sort();
  let text = '{';
  for (const field of fields) {
    if (text.length > 1) text += ',';
    text += `${JSON.stringify(field)}:${canonicalJson(object[field])}`;
  }
  return `${text}}`;
}
