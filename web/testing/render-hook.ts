/** Runs a hook in a component that shows nothing, without a browser: what it returned last, and how to let it go. */
import { h, render } from 'preact';

export interface Hooked<P, R> {
  /** What the hook returned when it ran last. */
  now: R;
  /** Every value that it has returned. */
  all: R[];
  render: (props: P) => void;
  unmount: () => void;
}

/** Mounts `hook`; it runs again with `render`, and by itself when its state changes. Layout effects run at once. */
export function renderHook<P, R>(hook: (props: P) => R, props: P): Hooked<P, R> {
  // All that Preact needs of a node without content.
  const root = { nodeType: 1, childNodes: [], firstChild: null } as unknown as Element;
  const hooked = { all: [] as R[] } as Hooked<P, R>;
  const Host = ({ given }: { given: P }) => {
    hooked.now = hook(given);
    hooked.all.push(hooked.now);
    return null;
  };
  hooked.render = (given) => render(h(Host, { given }), root);
  hooked.unmount = () => render(null, root);
  hooked.render(props);
  return hooked;
}
