/** The placeholder of the origin in the built landing pages: only the running Worker knows it (worker/front.ts). */
export const ORIGIN = 'https://origin.invalid';
