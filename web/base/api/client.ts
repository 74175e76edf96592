/** Typed client of the Signalbox API: same origin, session cookie, problem+json errors. */

import type { components } from '../../../dist/api.d.ts';
import type { StoredEvent } from '../../../worker/flow/events/schema.ts';
import type { Grain, MetricEntry, MetricSeries } from '../../../worker/flow/metrics/schema.ts';
import type { KpiCard, Kpis } from '../../../worker/surfaces/overview/schema.ts';
import type { Session } from '../../../worker/tenants/auth/schema.ts';
import type { NewApiKey } from '../../../worker/tenants/keys/schema.ts';
import type { Industry } from '../../../worker/tenants/orgs/schema.ts';
import { currentLocale } from '../words/language.ts';
import { earlyAnswer } from './early.ts';

export type { Grain, Industry, KpiCard, Kpis, MetricSeries, Session, StoredEvent };

/** What a person is within a tenant, highest first. */
export type Role = NonNullable<Session['role']>;
export type Project = Session['projects'][number];

/** What is wrong with one field, as the API tells it. */
export type Issue = components['schemas']['Issue'];

/** A failed call: `status` 0 means that no answer came. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly request_id: string | null;
  /** The names of the input fields that were refused. */
  readonly fields: string[];
  /** The whole problem: some say who was first, and when. */
  details: Record<string, unknown> = {};

  constructor(status: number, code: string, title: string, request_id: string | null, fields: string[] = []) {
    super(title);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.request_id = request_id;
    this.fields = fields;
  }
}

/** One page of a list. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  project?: string;
  body?: unknown;
  signal?: AbortSignal;
  /** Goes on when the page is left. */
  keepalive?: boolean;
}

/** One request to the API; anything but success is thrown as an ApiError. */
export async function call<T>(
  path: string,
  { method = 'GET', project, body, signal, keepalive }: Call = {},
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': currentLocale() };
  if (project) headers['signalbox-project'] = project;
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    const options = { method, headers, body: body && JSON.stringify(body), signal, keepalive } as RequestInit;
    response = await ((method === 'GET' && earlyAnswer(path, project)) || fetch(path, options));
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 'network', 'Signalbox cannot be reached.', null);
  }
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

async function problemOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const text = (value: unknown, fallback: string) => (typeof value === 'string' && value ? value : fallback);
  const issues = (problem.errors ?? []) as Issue[];
  const error = new ApiError(
    response.status,
    text(problem.code, 'unknown'),
    issues.map(issueText).join(' ') || text(problem.title, `The server answered ${response.status}.`),
    text(problem.request_id, '') || null,
    issues.map(({ path }) => path),
  );
  error.details = problem;
  return error;
}

function issueText({ path, message, hint }: Issue): string {
  const sentence = `${capital(path.replaceAll('_', ' '))}: ${message}.`;
  return hint ? `${sentence} ${capital(hint)}${hint.endsWith('?') ? '' : '.'}` : sentence;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export interface SeriesQuery {
  from: string;
  to: string;
  grain: Grain;
}

/** One method per API call; project-scoped ones take the project first. */
export const api = {
  session: (signal?: AbortSignal) => call<Session>('/v1/auth/session', { signal }),
  signIn: (email: string, password: string) =>
    call<{ two_factor?: 'required' } | undefined>('/v1/auth/sign-in', { method: 'POST', body: { email, password } }),
  chooseTenant: (tenant_id: string) => call<void>('/v1/auth/tenant', { method: 'POST', body: { tenant_id } }),
  changeProfile: (fields: { name?: string; locale?: string }) =>
    call<void>('/v1/auth/profile', { method: 'PATCH', body: fields }),
  signOut: () => call<void>('/v1/auth/sign-out', { method: 'POST' }),
  kpis: (project: string, date: string, signal?: AbortSignal) =>
    call<Kpis>(`/v1/kpis?${new URLSearchParams({ date })}`, { project, signal }),
  metrics: (project: string, signal?: AbortSignal) => call<{ data: MetricEntry[] }>('/v1/metrics', { project, signal }),
  series: (project: string, metric: string, query: SeriesQuery, signal?: AbortSignal) =>
    call<MetricSeries>(
      `/v1/metrics/${encodeURIComponent(metric)}?${new URLSearchParams({ ...query, compare: 'previous' })}`,
      { project, signal },
    ),
  events: (project: string, limit: number, signal?: AbortSignal) =>
    call<{ data: StoredEvent[]; next_cursor: string | null }>(`/v1/events?limit=${limit}`, { project, signal }),
  createKey: (project: string, name: string) =>
    call<NewApiKey>('/v1/keys', { method: 'POST', project, body: { name, kind: 'secret', scopes: ['events:write'] } }),
};
