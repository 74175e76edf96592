/** The alert that is open: the row that the list has, else read by its id; every change of it shows. */
import { useState } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import type { ApiError } from '../../../base/api/call.ts';
import { type Alert, isOfAlert } from '../../../base/api/live.ts';
import { useQuery } from '../../../base/api/query.ts';
import type { Project } from '../../../base/api/types.ts';
import { useFrames } from '../../../shell/alert-feed.ts';

export interface OpenAlert {
  data: Alert | undefined;
  error: ApiError | undefined;
  retry: () => void;
}

/** `id` undefined: none is open. */
export function useOpenAlert(project: Project, id: string | undefined, rows: Alert[]): OpenAlert {
  const row = rows.find((each) => each.id === id);
  const [heard, setHeard] = useState<Alert>();
  const wanted = id !== undefined && !row ? id : null;
  const { data, stale, error, retry } = useQuery(wanted, (signal) =>
    request.get('/v1/alerts/{id}', { path: { id: wanted ?? '' }, project: project.id, signal }),
  );
  useFrames((frame) => {
    if (isOfAlert(frame) && frame.data.id === id) setHeard(frame.data);
  });
  const asked = stale ? undefined : data;
  return { data: row ?? (heard?.id === id ? heard : asked), error: stale ? undefined : error, retry };
}
