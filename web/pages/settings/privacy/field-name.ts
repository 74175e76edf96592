/** The fields that name a person in events, in the reader's language. */
import { t } from '@lingui/core/macro';

/** A field's name; the field itself when it has none. */
export function fieldName(field: string): string {
  const names: Record<string, string> = {
    email: t`E-mail address`,
    phone: t`Phone number`,
    actor_id: t`Customer ID`,
    anonymous_id: t`Visitor ID`,
  };
  return names[field] ?? field;
}
