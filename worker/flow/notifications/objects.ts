/** What this room asks of the Durable Objects. */

/** The Hub as this room calls it. */
export interface NotificationsHub {
  /** Tells the open sockets of people that their list of notifications changed. */
  tellPeople(user_ids: string[]): void;
}
