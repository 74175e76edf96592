/** What the built landing pages hold in place of their own origin, which only the running Worker knows (worker/front.ts). */
export const ORIGIN = 'https://origin.invalid';
