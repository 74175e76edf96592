/** The part of autocannon's API that the benchmarks use. */
declare module 'autocannon' {
  interface Request {
    body?: string;
    setupRequest?: (request: Request) => Request;
  }

  interface Options {
    url: string;
    connections: number;
    method: string;
    headers: Record<string, string>;
    amount?: number;
    duration?: number;
    /** Milliseconds between samples, which is also how soon a run ends after its last response. */
    sampleInt: number;
    timeout: number;
    requests: Request[];
    verifyBody?: (body: string) => boolean;
  }

  interface Result {
    non2xx: number;
    errors: number;
    mismatches: number;
  }

  interface Instance extends Promise<Result> {
    on(event: 'response', listener: (client: unknown, status: number, bytes: number, ms: number) => void): void;
  }

  function autocannon(options: Options): Instance;
  export = autocannon;
}
