/** Pure: e-mail addresses out of what a person pastes. */

/** Addresses split at spaces, commas, semicolons and lines, out of `Ada <ada@shop.example>` too; each once. */
export function addressesIn(text: string): { addresses: string[]; wrong: string[] } {
  const words = text
    .replace(/[^<>,;\n]*<([^<>]*)>/g, ' $1 ')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  const each = [...new Set(words)];
  const isAddress = (word: string) => /^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(word);
  return { addresses: each.filter(isAddress), wrong: each.filter((word) => !isAddress(word)) };
}
