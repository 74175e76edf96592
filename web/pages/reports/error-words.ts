/** Words for what the API refuses about reports. */
import { msg } from '@lingui/core/macro';
import { addErrorWords } from '../../base/words/error-words.ts';

addErrorWords({ 'report_link.too_many': msg`This report has 20 links that work. End one first.` });
