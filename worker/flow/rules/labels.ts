/** Pure: taking what alerts say of one person out of stored texts. */

/** The label of a part, as it stands in JSON, and what is put for it: the field stays, its value goes. */
export function erasedLabel(label: string): { stored: string; erased: string } {
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
  return { stored: inJson(label), erased: inJson(`${label.slice(0, label.indexOf(' '))} [erased]`) };
}
