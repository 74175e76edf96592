/** Outside services for tests: their fakes answer calls to their addresses, everything else goes out as before. */
import { onTestFinished, vi } from 'vitest';

interface Fake {
  handle(request: Request): Promise<Response>;
}

/** Until the test ends, calls below `url` reach the fake; one that takes too long ends as a real one would. */
export function reach(url: string, fake: Fake): void {
  const real = globalThis.fetch;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input as string, { ...init, signal: undefined } as RequestInit);
    if (!request.url.startsWith(url)) return await real(input, init);
    const gone = new Promise<never>((_, reject) =>
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
    );
    return await Promise.race([fake.handle(request), gone]);
  });
  onTestFinished(() => spy.mockRestore());
}
