/** Opens the account library for one request. Most requests never need it, so it is loaded when one first does. */

import type { setUpPasskeys } from '../passkey/passkey-library.ts';
import type { Visitor } from '../session/authenticate.ts';
import type { Library, LibraryOptions, setUpLibrary } from './setup.ts';

// The module itself, never a promise of it: a promise of one request must not be awaited by another.
let loaded: { setUpLibrary: typeof setUpLibrary } | undefined;

/** The account library, set up for the visitor's request. */
export async function openLibrary(visitor: Visitor, options?: LibraryOptions): Promise<Library> {
  loaded ??= await import('./setup.ts');
  return loaded.setUpLibrary(visitor, options);
}

let passkeys: { setUpPasskeys: typeof setUpPasskeys } | undefined;

/** The account library with its passkeys, set up for the visitor's request. */
export async function openPasskeys(visitor: Visitor): Promise<ReturnType<typeof setUpPasskeys>> {
  passkeys ??= await import('../passkey/passkey-library.ts');
  return passkeys.setUpPasskeys(visitor);
}
