/** The token of the link that a person followed. */
import { useEffect, useState } from 'preact/hooks';
import { behindHash, tokenIn } from './link-token.ts';

/** By page, for the way back from the sign-in page: a token never becomes part of another address. */
const followed = new Map<string, string>();

/** The token; undefined in the prerendered page and the first render, empty when there is none. */
export function useToken(): string | undefined {
  const [token, setToken] = useState<string>();
  useEffect(() => {
    const found = tokenIn(location.href) ?? followed.get(location.pathname) ?? '';
    followed.set(location.pathname, found);
    history.replaceState(history.state, '', behindHash(location.href));
    setToken(found);
  }, []);
  return token;
}
