/** The actions of the audit log in words. */
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

const WORDS: Record<string, MessageDescriptor> = {
  'alert.acknowledged': msg`Alert acknowledged`,
  'alert.marked_false_positive': msg`Alert marked as a false positive`,
  'alert.resolved': msg`Alert resolved`,
  'alert.snoozed': msg`Alert snoozed`,
  'erasure.requested': msg`Erasure requested`,
  'export.deleted': msg`Export deleted`,
  'export.requested': msg`Export requested`,
  'invitation.accepted': msg`Invitation accepted`,
  'invitation.resent': msg`Invitation sent again`,
  'invitation.revoked': msg`Invitation revoked`,
  'invitation.sent': msg`Invitation sent`,
  'key.changed': msg`Key changed`,
  'key.issued': msg`Key issued`,
  'key.revoked': msg`Key revoked`,
  'key.rotated': msg`Key rotated`,
  'member.added': msg`Member added`,
  'member.removed': msg`Member removed`,
  'member.role_changed': msg`Member role changed`,
  'notification_settings.changed': msg`Notification settings changed`,
  'owner.put': msg`Owner set`,
  'partner.assigned': msg`Partner assigned`,
  'partner.removed': msg`Partner removed`,
  'project.archived': msg`Project archived`,
  'project.changed': msg`Project changed`,
  'project.created': msg`Project created`,
  'project.reconciled': msg`Project reconciled`,
  'project.customers_rebuilt': msg`Customers rebuilt`,
  'row.repaired': msg`Stored row repaired`,
  'row.discarded': msg`Stored row given up`,
  'project.restored': msg`Project restored`,
  'rule.changed': msg`Rule changed`,
  'rule.created': msg`Rule created`,
  'rule.deleted': msg`Rule deleted`,
  'rule.run': msg`Rule run`,
  'session.closed': msg`Signed out`,
  'session.entered': msg`Switched to this workspace`,
  'session.left': msg`Switched to another workspace`,
  'session.opened': msg`Signed in`,
  'session.revoked': msg`Session ended`,
  'tenant.changed': msg`Workspace changed`,
  'tenant.created': msg`Workspace created`,
  'tenant.deletion_canceled': msg`Workspace kept after all`,
  'tenant.deletion_scheduled': msg`Workspace closed for deletion`,
  'tenant.limits_changed': msg`Workspace limits changed`,
  'user.changed': msg`Profile changed`,
  'user.passkey_added': msg`Passkey added`,
  'user.passkey_removed': msg`Passkey removed`,
  'user.passkey_renamed': msg`Passkey renamed`,
  'user.password_changed': msg`Password changed`,
  'user.password_reset': msg`Password reset by mail`,
  'user.recovery_codes_renewed': msg`Recovery codes renewed`,
  'user.sign_in_slowed': msg`Password guesses slowed`,
  'user.two_factor_begun': msg`Second factor begun`,
  'user.two_factor_off': msg`Second factor switched off`,
  'user.two_factor_on': msg`Second factor switched on`,
};

/** An action in words: `key.issued` is "Key issued"; one that is new here reads as it is called. */
export function actionText(action: string): string {
  const known = WORDS[action];
  if (known) return i18n._(known);
  const words = action.replaceAll(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
