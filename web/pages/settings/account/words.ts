/** What a refused password means, in plain words. */
export const PASSWORD_WORDS = {
  'auth.wrong_password': 'That is not your password.',
  'auth.no_password': 'Your account has no password yet. Ask for one with “Forgot your password?” on the sign-in page.',
};
