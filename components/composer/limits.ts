/** Characters a message may have; the server refuses more. */
export const longestText = 100_000;

/** From here on the composer counts along. */
export const countedFrom = 90_000;
