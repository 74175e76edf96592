/** The reply to a request without a route: 404, or 405 with the methods that its path has. */
import { TrieRouter } from 'hono/router/trie-router';
import type { RouterRoute } from 'hono/types';
import { AppError } from './errors.ts';

/** The error for a path and method that none of the `routes` has. Middleware of all methods does not count as a route. */
export function unrouted(routes: readonly RouterRoute[]): (path: string) => AppError {
  const table = new TrieRouter<string>();
  for (const { method, path } of routes) if (method !== 'ALL') table.add('GET', path, method);
  return (path) => {
    const methods = new Set(table.match('GET', path)[0].map(([method]) => method));
    if (methods.size === 0) return new AppError('missing', 'route.not_found', 'There is no such route.');
    // Hono serves HEAD by the routes of GET.
    if (methods.has('GET')) methods.add('HEAD');
    const allow = [...methods].sort().join(', ');
    return new AppError('method_not_allowed', 'route.method_not_allowed', `This path takes ${allow}.`, { allow });
  };
}
