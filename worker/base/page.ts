/** Lists: limits and opaque cursors. */
import { z } from '@hono/zod-openapi';
import { AppError } from './errors.ts';

/** A whole number in a query, written in decimal digits: `0x10`, `1e2`, an empty or a padded text are refused. */
export function wholeNumber(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d{1,16}$/, 'not a whole number')
    .transform(Number)
    .pipe(z.number().int().min(minimum).max(maximum))
    .openapi({ type: 'integer', minimum, maximum });
}

/** The query fields every list takes. */
export const PageQuery = z.object({
  limit: wholeNumber(1, 200).default(50),
  cursor: z.string().max(500).optional(),
});

/** The shape of every list's reply. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), next_cursor: z.string().nullable() });
}

/** A cursor that clients hand back unread: base64url of the position's JSON. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return btoa(JSON.stringify(position)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The position in a cursor of the given shape; a cursor we did not make is `invalid`. */
export function decodeCursor<T extends readonly ('string' | 'number')[]>(
  cursor: string,
  shape: T,
): (string | number)[] {
  try {
    const position: unknown = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')));
    if (
      Array.isArray(position) &&
      position.length === shape.length &&
      shape.every((t, i) => typeof position[i] === t)
    ) {
      return position;
    }
  } catch {
    // falls through: a cursor that does not parse is treated like one of another shape
  }
  throw invalidCursor();
}

/** The 400 for a cursor that no list handed out. */
export function invalidCursor(): AppError {
  return new AppError('invalid', 'cursor.invalid', 'This cursor is not one that we handed out.');
}
