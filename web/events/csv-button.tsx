/** Saves all that a list holds under its filters, not only what is on screen. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../base/api/call.ts';
import type { Page, StoredEvent } from '../base/api/types.ts';
import { saveCsv } from '../base/csv.ts';
import { errorText } from '../base/words/error-words.ts';
import { formatValue } from '../base/words/format.ts';
import { Button } from '../parts/form/button.tsx';
import { say } from '../parts/layer/toast.tsx';
import { collect, MAX_ROWS } from './collect.ts';
import { eventRows } from './events-csv.ts';

interface Props {
  /** The name of the file, without its ending. */
  name: string;
  /** The project's zone. */
  timezone: string;
  load: (cursor: string | null, limit: number, signal: AbortSignal) => Promise<Page<StoredEvent>>;
}

/** While it collects it counts, and a second press calls it off. */
export function CsvButton({ name, timezone, load }: Props): JSX.Element {
  const [count, setCount] = useState<number>();
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const save = async () => {
    const abort = new AbortController();
    running.current = abort;
    setCount(0);
    try {
      const { rows, whole } = await collect(load, setCount, abort.signal);
      await saveCsv(name, eventRows(rows, timezone));
      const most = formatValue(MAX_ROWS, 'count', '');
      if (!whole) say(t`The file holds the newest ${{ most }} rows. Choose fewer days for the others.`);
    } catch (error) {
      if (abort.signal.aborted) return;
      say(errorText(error as ApiError));
    }
    setCount(undefined);
  };
  const stop = () => {
    running.current?.abort();
    setCount(undefined);
  };
  if (count === undefined) {
    return (
      <Button icon="download" onClick={save}>
        <span>{t`Download CSV`}</span>
      </Button>
    );
  }
  return (
    <Button icon="close" busy onClick={stop}>
      {plural(count, { one: '# row. Stop', other: '# rows. Stop' })}
    </Button>
  );
}
