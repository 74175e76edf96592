/** Replies to reads that public/boot.js began before this code was loaded: each is returned once, and only while it is new. */

declare global {
  var signalboxEarly: Map<string, Promise<Response>> | undefined;
}

const NEW_MS = 10_000;

/** The reply to a GET that boot.js has begun, for the first request of the page. */
export function earlyAnswer(path: string, project = ''): Promise<Response> | undefined {
  const key = `${project} ${path}`;
  const reply = globalThis.signalboxEarly?.get(key);
  globalThis.signalboxEarly?.delete(key);
  return performance.now() < NEW_MS ? reply : undefined;
}
