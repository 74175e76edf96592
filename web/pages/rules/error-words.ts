/** What the codes of rules mean to the person who meets them. */
import { msg } from '@lingui/core/macro';
import { addErrorWords } from '../../error-words.ts';

addErrorWords({
  'rule.changing': msg`Others are changing this rule right now. Look at it, then save again.`,
  'rule.disabled': msg`This rule is off. Switch it on first.`,
  'rule.limit_reached': msg`Your plan has no room for another rule. Delete one that nobody needs.`,
  'rule.not_found': msg`This rule does not exist, or not any more.`,
  'rule.not_in_force': msg`Saved. It takes effect within two minutes.`,
  'rule.template_in_use': msg`A rule from this template exists already. Change that one.`,
});
