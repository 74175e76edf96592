/** Fills a project with events of a stream, each exactly once. */

import type { Server } from '../host/server.ts';
import { bodiesOf, type Stream } from './events.ts';
import { type Measured, run } from './load.ts';

export interface Filling {
  key: string;
  /** Requests, and events in each. */
  count: number;
  size: number;
  stream: Stream;
  connections?: number;
}

/** Sends `count` requests of `size` events; throws unless every event is accepted. */
export async function fill(server: Server, filling: Filling): Promise<Measured> {
  const { key, count, size, stream, connections = 16 } = filling;
  const load = { url: `${server.url}/v1/events`, connections, key, amount: count };
  return await run({ ...load, body: bodiesOf(count, size, stream), expect: `{"accepted":${size},` });
}
