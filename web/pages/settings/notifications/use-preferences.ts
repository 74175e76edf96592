/** A person's preferences for a project: each change shows at once and is saved in its turn. */
import { t } from '@lingui/core/macro';
import { useRef, useState } from 'preact/hooks';
import { type Body, type Reply, request } from '../../../base/api/api.ts';
import type { ApiError } from '../../../base/api/call.ts';
import { useQuery } from '../../../base/api/query.ts';
import { errorText } from '../../../base/words/error-words.ts';
import { say } from '../../../parts/layer/toast.tsx';

const PATH = '/v1/notification-preferences';

export type Preferences = Reply<typeof PATH, 'get'>;
export type Change = Body<typeof PATH, 'put'>;

/** What each part of the page needs. */
export interface Part {
  wanted: Preferences;
  change: (change: Change) => void;
}

/** Preferences as they are on screen. A refused change is taken back. */
export function usePreferences(project: string) {
  const { data, error, retry } = useQuery(project, (signal) => request.get(PATH, { project, signal }));
  const [own, setOwn] = useState<Preferences>();
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const wanted = own ?? data;
  const change = (body: Change) => {
    setOwn((last) => merged((last ?? data)!, body));
    const save = () => request.put(PATH, { project, body });
    turn.current = turn.current.then(save).then(
      () => say(t`Changes saved.`),
      (refused: ApiError) => {
        say(errorText(refused), undefined, { icon: 'alert' });
        setOwn(undefined);
        retry();
      },
    );
  };
  return { wanted, error, retry, change };
}

function merged(last: Preferences, { events, severities, ...rest }: Change): Preferences {
  return {
    ...last,
    ...rest,
    events: { ...last.events, ...events },
    severities: { ...last.severities, ...severities },
  };
}
