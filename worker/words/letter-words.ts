/** The words that each language needs for the product's mails. */

/** The words of one letter: its subject, one paragraph, the label of its link, the text below that. */
export interface Words {
  subject: string;
  text: string;
  action: string;
  note?: string;
}

export type RoleName = 'owner' | 'admin' | 'editor' | 'viewer';

/** The mails of one language. */
export interface Letters {
  confirm: Words;
  /** `url` is the page for a new password. */
  known(url: string): Words;
  reset: Words;
  passwordChanged: Words;
  secondFactorChanged: Words;
  /** `from` names browser, system and network address. */
  newDevice(from: string): Words;
  /** `name` is what the person called it. */
  passkeyAdded(name: string): Words;
  /** `inviter` is null without a name. */
  invitation(facts: { inviter: string | null; tenant: string; role: RoleName }): Words;
  /** A workspace was closed; `date` is the day on which it goes. */
  workspaceLeaves(facts: { tenant: string; date: string }): Words;
  accountLeaves(facts: { date: string }): Words;
  /** The receipt stands below. */
  deleted(facts: { what: 'workspace' | 'account'; name: string }): Words;
}
