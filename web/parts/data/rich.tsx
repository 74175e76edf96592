/** A translated sentence with elements in it: the tags of the message are filled by the props of the same name. */
import type { ComponentChildren, JSX } from 'preact';

type Fill = (words: string) => ComponentChildren;

interface Props {
  /** `Read <docs>the docs</docs>`, from t`…`. */
  text: string;
  /** What each tag becomes: `{ docs: (words) => <a href="/docs">{words}</a> }`. */
  tags: Record<string, Fill>;
}

/** Tags may be in any order, as the language needs it; they do not nest. */
export function Rich({ text, tags }: Props): JSX.Element {
  const pieces = text.split(/<(\w+)>(.*?)<\/\1>/gs);
  const parts: ComponentChildren[] = [];
  for (let at = 0; at < pieces.length; at += 3) {
    parts.push(pieces[at]);
    const [tag, words] = [pieces[at + 1], pieces[at + 2]];
    if (tag) parts.push(tags[tag]?.(words ?? '') ?? words);
  }
  return <>{parts}</>;
}
