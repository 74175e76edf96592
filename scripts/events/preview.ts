/** What an import would do, without a server: each line judged as the server would, nothing sent. */
import { checkEvent } from '../../worker/flow/events/ingest/check-event.ts';
import { emptySummary, type ImportSummary, keepFirst, setAside } from './import-events.ts';
import type { Line } from './line.ts';

export interface Preview extends ImportSummary {
  /** The first events as they would be sent. */
  first: unknown[];
  types: Record<string, number>;
  /** Instants of the first and the last event, in milliseconds since the epoch. */
  from: number;
  to: number;
  /** Sums of amounts in minor units, by event type and currency. */
  sums: Record<string, number>;
}

const SHOWN = 3;

/** Reads all lines; `accepted` counts the events that are valid. Which of them are known already only the server can tell. */
export async function previewEvents(lines: AsyncIterable<Line>, now: number): Promise<Preview> {
  const span = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  const preview: Preview = { ...emptySummary(), first: [], types: {}, sums: {}, ...span };
  const started = performance.now();
  try {
    for await (const line of lines) {
      if ('text' in line) judge(preview, line, now);
      else setAside(preview, line);
    }
  } catch (error) {
    preview.stopped = (error as Error).message;
  }
  preview.seconds = (performance.now() - started) / 1000;
  return preview;
}

function judge(preview: Preview, { number, text }: Extract<Line, { text: string }>, now: number): void {
  preview.read++;
  const event: unknown = JSON.parse(text);
  const verdict = checkEvent(event, { kind: 'secret', now });
  if ('code' in verdict) {
    preview.rejected++;
    keepFirst(preview.rejections, { line: number, code: verdict.code, message: verdict.message });
    return;
  }
  preview.accepted++;
  if (preview.first.length < SHOWN) preview.first.push(event);
  const { event_type: type, payload } = verdict.sent;
  preview.types[type] = (preview.types[type] ?? 0) + 1;
  preview.from = Math.min(preview.from, verdict.occurred_ms);
  preview.to = Math.max(preview.to, verdict.occurred_ms);
  if (typeof payload?.amount_cents !== 'number') return;
  const kind = `${type} ${payload.currency}`;
  preview.sums[kind] = (preview.sums[kind] ?? 0) + payload.amount_cents;
}
