/** The one client of the API: addresses, parameters and replies are checked against its published document (dist/api.d.ts). */
import type { paths } from '../../../dist/api.d.ts';
import { call } from './call.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type PathsWith<M extends Method> = { [P in keyof paths]: paths[P][M] extends object ? P : never }[keyof paths];
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : never;
type Success<O> = O extends { responses: infer R }
  ? { [S in keyof R]: S extends 204 ? undefined : S extends 200 | 201 | 202 ? Json<R[S]> : never }[keyof R]
  : never;

/** What an operation returns: `Reply<'/v1/alerts', 'get'>`. */
export type Reply<P extends keyof paths, M extends Method> = [Success<paths[P][M]>] extends [never]
  ? undefined
  : Success<paths[P][M]>;

type Part<O, K extends 'path' | 'query'> = O extends { parameters: infer Q }
  ? K extends keyof Q
    ? Q[K]
    : never
  : never;
type BodyOf<O> = O extends { requestBody?: infer B } ? Json<NonNullable<B>> : never;
/** What an operation takes as its body: `Body<'/v1/projects', 'post'>`. */
export type Body<P extends keyof paths, M extends Method> = BodyOf<paths[P][M]>;
/** Null leaves a parameter out. */
type Nullable<Q> = { [K in keyof Q]: Q[K] | null };
type Given<T, K extends string> = [T] extends [never]
  ? unknown
  : [T] extends [undefined]
    ? unknown
    : { [N in K]: Exclude<T, undefined> } | (undefined extends T ? { [N in K]?: undefined } : never);

/** The query of a read: `Query<'/v1/events'>`. */
export type Query<P extends PathsWith<'get'>> = NonNullable<Part<paths[P]['get'], 'query'>>;

/** What a call takes: the parts of the path, the query, the body, and the project that it is about. */
export type Input<P extends keyof paths, M extends Method> = Given<Part<paths[P][M], 'path'>, 'path'> &
  Given<Nullable<Part<paths[P][M], 'query'>>, 'query'> &
  Given<BodyOf<paths[P][M]>, 'body'> & { project?: string; signal?: AbortSignal; keepalive?: boolean };

interface Loose {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  project?: string;
  signal?: AbortSignal;
  keepalive?: boolean;
}

function send<T>(method: Method, template: string, { path, query, ...rest }: Loose): Promise<T> {
  const address = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(path?.[name])));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') asked.append(name, String(value));
  }
  const search = asked.size > 0 ? `?${asked}` : '';
  return call<T>(`${address}${search}`, { method: method.toUpperCase() as 'GET', ...rest });
}

/** `request.get('/v1/alerts', { project, query: { status: 'open' }, signal })`; anything but success is thrown as an ApiError. */
export const request = {
  get: <P extends PathsWith<'get'>>(path: P, input: Input<P, 'get'>) =>
    send<Reply<P, 'get'>>('get', path, input as Loose),
  post: <P extends PathsWith<'post'>>(path: P, input: Input<P, 'post'>) =>
    send<Reply<P, 'post'>>('post', path, input as Loose),
  put: <P extends PathsWith<'put'>>(path: P, input: Input<P, 'put'>) =>
    send<Reply<P, 'put'>>('put', path, input as Loose),
  patch: <P extends PathsWith<'patch'>>(path: P, input: Input<P, 'patch'>) =>
    send<Reply<P, 'patch'>>('patch', path, input as Loose),
  delete: <P extends PathsWith<'delete'>>(path: P, input: Input<P, 'delete'>) =>
    send<Reply<P, 'delete'>>('delete', path, input as Loose),
};
