/** Structured logging: one JSON object a line, with the request id, never with bodies or secrets. */

const LEVELS = { debug: 0, info: 1, warn: 2, error: 3 } as const;
export type Level = keyof typeof LEVELS;

/** Writes one line; `fields` are ids, counts and codes only. */
export type Log = (level: Level, message: string, fields?: Record<string, unknown>) => void;

/** A logger that drops lines below `minimum` and stamps every line with `context`. */
export function createLog(minimum: string, context: Record<string, unknown>): Log {
  const floor = LEVELS[minimum as Level] ?? LEVELS.info;
  return (level, message, fields) => {
    if (LEVELS[level] < floor) return;
    console[level](JSON.stringify({ level, message, ...context, ...fields }));
  };
}

/** The name and message of an unknown error, for a log line; stacks stay out of replies. */
export function describeError(error: unknown): { error: string; stack?: string; cause?: string } {
  if (!(error instanceof Error)) return { error: String(error) };
  const { name, stack, cause } = error;
  const text = { error: `${name}: ${withoutValues(error.message)}`, stack: stack && withoutValues(stack) };
  return cause === undefined ? text : { ...text, cause: withoutValues(String(cause)) };
}

/** A failed query names the values that it was run with, which may be anybody's. */
function withoutValues(text: string): string {
  return text.replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, '');
}
