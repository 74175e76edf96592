/** One action of a person: whether it is running, and the error if it failed. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from './call.ts';

export interface Action {
  busy: boolean;
  error: ApiError | undefined;
  /** Runs `work` unless it runs already; returns whether it succeeded. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** The state of an action. Success after the component has gone changes nothing. */
export function useAction(): Action {
  const [state, setState] = useState<{ busy: boolean; error?: ApiError }>({ busy: false });
  const running = useRef(false);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    if (running.current) return false;
    running.current = true;
    setState({ busy: true });
    const error = await work().then(
      () => undefined,
      (problem: ApiError) => problem,
    );
    running.current = false;
    if (here.current) setState({ busy: false, error });
    return error === undefined;
  }, []);
  return { busy: state.busy, error: state.error, run };
}
