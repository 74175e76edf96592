/** What a visit of a page reads first, which public/boot.js requests before the page's code is loaded. `@today` is the project's day. */

const PENDING = '/v1/alerts?status=pending&limit=100';

const READS: Record<string, string[]> = {
  '/': [PENDING, '/v1/kpis?date=@today&band=true'],
  '/alerts': ['/v1/alerts?status=pending%2Cacknowledged&limit=50', PENDING],
};

/** Addresses below the project, written exactly as the page's code asks for them. The session comes before all of them. */
export function earlyReads(page: string): string {
  return (READS[page] ?? []).join(' ');
}
