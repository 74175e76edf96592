/** Door of the step-up room: which acts ask a person once more who they are. */
export { DANGEROUS_ACTS, type DangerousAct, requireRecentSignIn } from './dangerous-acts.ts';
