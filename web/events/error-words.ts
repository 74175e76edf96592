/** What the codes of event lists mean to the person who meets them. */
import { msg } from '@lingui/core/macro';
import { addErrorWords } from '../base/words/error-words.ts';

addErrorWords({
  'events.range_too_large': msg`These days hold too many events to look through. Choose fewer days.`,
});
