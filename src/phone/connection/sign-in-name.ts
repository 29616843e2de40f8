/** Under which the sign-in is stored, sealed. */
export const signInName = "hamsa.sign-in";
