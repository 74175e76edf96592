/** The person's own devices and phones, and what this installation can send by. */
import { useState } from 'preact/hooks';
import { type Reply, request } from '../../../base/api/api.ts';
import { type List, useList } from '../../../base/api/list.ts';

type ChannelPage = Reply<'/v1/channels', 'get'>;
export type Channel = ChannelPage['data'][number];
export type Kind = ChannelPage['kinds'][number];

/** What each part of the page needs of them. */
export interface OwnChannels {
  project: string;
  list: List<Channel>;
  /** Undefined until they are known. */
  kinds: Kind[] | undefined;
}

/** All of them: nobody has more than a page. */
export function useOwnChannels(project: string): OwnChannels {
  const [kinds, setKinds] = useState<Kind[]>();
  const list = useList(`own channels ${project}`, async (cursor, signal) => {
    const query = { cursor, limit: 100, personal: 'true' } as const;
    const page = await request.get('/v1/channels', { project, query, signal });
    setKinds(page.kinds);
    return page;
  });
  return { project, list, kinds };
}

/** The channels of one kind, as a list of their own. */
export function ofKind(list: List<Channel>, kind: Channel['kind']): List<Channel> {
  return { ...list, rows: list.rows?.filter((channel) => channel.kind === kind) };
}
