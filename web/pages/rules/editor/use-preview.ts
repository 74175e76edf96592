/** What the rule in the form would have raised: loaded when typing pauses, for the newest input only. */
import { useEffect, useState } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import type { ApiError } from '../../../base/api/call.ts';
import type { Preview, PreviewInput } from '../rule-types.ts';

export interface Previewing {
  /** The newest reply; of an earlier input while `stale`. */
  data: Preview | undefined;
  error: ApiError | undefined;
  /** The reply for the current input is on its way. */
  stale: boolean;
  retry: () => void;
}

const PAUSE_MS = 300;

interface State {
  key?: string;
  data?: Preview;
  error?: ApiError;
}

/** Back-tests `input` as it changes; undefined loads nothing and hides the last reply. */
export function usePreview(project: string, input: PreviewInput | undefined): Previewing {
  const [state, setState] = useState<State>({});
  const [turn, setTurn] = useState(0);
  const key = input && JSON.stringify(input);
  useEffect(() => {
    if (!key) return;
    const abort = new AbortController();
    const ask = async () => {
      try {
        const body = JSON.parse(key) as PreviewInput;
        const data = await request.post('/v1/rules/preview', { project, body, signal: abort.signal });
        setState({ key, data });
      } catch (error) {
        if (!abort.signal.aborted) setState((last) => ({ data: last.data, key, error: error as ApiError }));
      }
    };
    const timer = setTimeout(ask, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [project, key, turn]);
  const stale = key !== undefined && state.key !== key;
  return {
    data: key === undefined ? undefined : state.data,
    error: stale || key === undefined ? undefined : state.error,
    stale,
    retry: () => setTurn((count) => count + 1),
  };
}

/** What the API refused, by field. */
export function refusals(error: ApiError | undefined): Record<string, string> {
  const issues = (error?.details.errors ?? []) as { path: string; message: string }[];
  return Object.fromEntries(issues.map(({ path, message }) => [path, sentence(message)]));
}

const sentence = (message: string) => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`.replace(/\.\.$/, '.');
