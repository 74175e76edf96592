/** One HTTP request to the API: same origin, session cookie, problem+json errors. Pages use `request` of api.ts. */
import { currentLocale } from '../words/language.ts';
import { earlyAnswer } from './early.ts';
import type { Issue } from './types.ts';

/** A failed call: `status` 0 means that there was no reply. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly request_id: string | null;
  /** The names of the input fields that were refused. */
  readonly fields: string[];
  /** The whole problem document: some name who was first, and when. */
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

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  project?: string;
  body?: unknown;
  signal?: AbortSignal;
  /** Continues when the page is left. */
  keepalive?: boolean;
}

/** Asks the person to prove who they are; false when they would rather not. */
let prove: (() => Promise<boolean>) | undefined;

/** Says how the page asks for a proof, which dangerous acts need anew after a while. */
export function proveWith(ask: () => Promise<boolean>): void {
  prove = ask;
}

/** One request to the API; anything but success is thrown as an ApiError. One that needs a proof is repeated after it. */
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  try {
    return await send<T>(path, options);
  } catch (error) {
    const stale = error instanceof ApiError && error.code === 'auth.reauthentication_required';
    if (!stale || !(await prove?.())) throw error;
    return await send<T>(path, options);
  }
}

async function send<T>(path: string, { method = 'GET', project, body, signal, keepalive }: Call): Promise<T> {
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
    issues.map(issueText).join(' ') || text(problem.title, `The server returned ${response.status}.`),
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
