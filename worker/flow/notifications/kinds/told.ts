/** What the list in the dashboard shows of a notification. */
export interface Told {
  title: string;
  body: string;
}
