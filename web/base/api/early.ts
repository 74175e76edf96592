/** Answers to reads that public/boot.js began before the code was here: each is handed out once, and only while it is new. */

declare global {
  var signalboxEarly: Map<string, Promise<Response>> | undefined;
}

const NEW_MS = 10_000;

/** The answer to a GET that is already under way, as the page asks for it the first time. */
export function earlyAnswer(path: string, project = ''): Promise<Response> | undefined {
  const key = `${project} ${path}`;
  const answer = globalThis.signalboxEarly?.get(key);
  globalThis.signalboxEarly?.delete(key);
  return performance.now() < NEW_MS ? answer : undefined;
}
